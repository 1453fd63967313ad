package dev.holdpoint.events;

/** Whose a chat account is: as both sides confirmed it, until one of them ends it. */
public sealed interface ChatEvent extends HoldpointEvent {
    ChatMember member();

    /** Whoever uses the chat account entered the code that the account was given. */
    record ChatLinked(ChatMember member, PrincipalId account) implements ChatEvent {}

    /** From here on what is said by the chat account counts for nobody. */
    record ChatUnlinked(ChatMember member, PrincipalId account) implements ChatEvent {}
}
