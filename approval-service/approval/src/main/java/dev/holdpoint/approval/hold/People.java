package dev.holdpoint.approval.hold;

import dev.holdpoint.events.Principal;
import dev.holdpoint.events.PrincipalId;
import dev.holdpoint.events.PrincipalKind;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Which accounts are of one person, and who owns which agents. */
public final class People {
    /** Every account is a person of its own, and nobody owns an agent. */
    public static final People UNLINKED = new People(List.of());

    private final Map<PrincipalId, PrincipalId> persons = new HashMap<>();
    private final Map<PrincipalId, Set<PrincipalId>> owners = new HashMap<>();

    /**
     * Somebody with several accounts, or with agents of their own.
     *
     * @param name for people to read
     */
    public record Person(String name, List<PrincipalId> accounts, List<PrincipalId> agents) {
        public Person {
            accounts = List.copyOf(accounts);
            agents = List.copyOf(agents);
            if (accounts.isEmpty()) {
                throw new IllegalArgumentException(
                        "%s has no account: give at least one.".formatted(name));
            }
        }
    }

    /**
     * @throws IllegalArgumentException if an account is of two people
     */
    public People(List<Person> people) {
        for (var person : people) {
            var first = person.accounts().getFirst();
            for (var account : person.accounts()) {
                if (persons.putIfAbsent(account, first) != null) {
                    throw new IllegalArgumentException(
                            "%s is named twice: an account is of one person.".formatted(account));
                }
            }
            for (var agent : person.agents()) {
                owners.computeIfAbsent(agent, _ -> new HashSet<>()).add(first);
            }
        }
    }

    /** One of the accounts of whoever has this one, always the same. */
    public PrincipalId person(PrincipalId account) {
        return persons.getOrDefault(account, account);
    }

    /** Whether the two are on one side: one person, acts for the other or owns it. */
    public boolean together(Principal one, Principal other) {
        return side(one).anyMatch(side(other).collect(Collectors.toSet())::contains);
    }

    /** Whether an account is of the requester's side. */
    public boolean isBehind(Principal requester, PrincipalId account) {
        return side(requester).anyMatch(person(account)::equals);
    }

    /** All accounts of everybody on a principal's side. */
    public Set<PrincipalId> accountsBehind(Principal principal) {
        var side = side(principal).collect(Collectors.toSet());
        var linked = persons.keySet().stream().filter(account -> side.contains(person(account)));
        return Stream.concat(side.stream(), linked).collect(Collectors.toSet());
    }

    /** All accounts of whoever has this one. */
    public Set<PrincipalId> accountsOf(PrincipalId account) {
        var linked = persons.keySet().stream().filter(one -> areOne(one, account));
        return Stream.concat(Stream.of(account), linked).collect(Collectors.toSet());
    }

    /** Whether two accounts are one person's. */
    public boolean areOne(PrincipalId one, PrincipalId other) {
        return person(one).equals(person(other));
    }

    /** Whether an account is named as somebody's agent. */
    public boolean isAgent(PrincipalId account) {
        return owners.containsKey(account);
    }

    /**
     * Whether somebody acts as a person: whatever its token says, an agent that is owned does not.
     */
    public boolean actsInPerson(Principal principal) {
        return isPerson(principal) && !isAgent(principal.id());
    }

    /** Whether somebody is a person by their token, and here in person. */
    public static boolean isPerson(Principal principal) {
        return principal.kind() == PrincipalKind.HUMAN && principal.onBehalfOf() == null;
    }

    /** Whether one of the accounts is of whoever has this one. */
    public boolean isAmong(Set<PrincipalId> accounts, PrincipalId account) {
        return accounts.stream().anyMatch(one -> areOne(one, account));
    }

    /** Whose the accounts are. */
    Set<PrincipalId> persons(Stream<PrincipalId> accounts) {
        return accounts.map(this::person).collect(Collectors.toSet());
    }

    /** Whoever is behind a principal: it, whom it acts for, those who own either, and so on. */
    private Stream<PrincipalId> side(Principal principal) {
        var side = new LinkedHashSet<PrincipalId>();
        Stream.of(principal.id(), principal.onBehalfOf())
                .filter(Objects::nonNull)
                .forEach(account -> addBehind(account, side));
        return side.stream();
    }

    private void addBehind(PrincipalId account, Set<PrincipalId> side) {
        side.add(person(account));
        Stream.of(account, person(account))
                .flatMap(one -> owners.getOrDefault(one, Set.of()).stream())
                .filter(owner -> !side.contains(owner))
                .forEach(owner -> addBehind(owner, side));
    }
}
