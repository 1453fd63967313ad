package dev.holdpoint.approval;

import dev.holdpoint.approval.hold.People;
import dev.holdpoint.approval.hold.People.Person;
import dev.holdpoint.events.PrincipalId;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/** Reads who is who from a JSON file; a mistake in it keeps the service from starting. */
final class PeopleFile {
    private static final String RIGHT =
            " Write { \"people\": [ { \"name\": \"alice\", \"accounts\": [ { \"issuer\": \"https://…\","
                    + " \"subject\": \"alice\" } ], \"agents\": [ … ] } ] }.";

    private PeopleFile() {}

    static People read(Path file) {
        try {
            return people(new JsonObject(Files.readString(file)));
        } catch (IOException e) {
            throw new UncheckedIOException(file + " cannot be read: is it there?", e);
        } catch (DecodeException | ClassCastException e) {
            throw new IllegalArgumentException(file + " is not such JSON." + RIGHT, e);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(file + ": " + e.getMessage(), e);
        }
    }

    private static People people(JsonObject root) {
        requireKnown(root, Set.of("people"));
        if (objects(root, "people").isEmpty()) {
            throw new IllegalArgumentException("it names nobody." + RIGHT);
        }
        return new People(objects(root, "people").stream().map(PeopleFile::person).toList());
    }

    private static Person person(JsonObject person) {
        requireKnown(person, Set.of("name", "accounts", "agents"));
        return new Person(
                text(person, "name"), accounts(person, "accounts"), accounts(person, "agents"));
    }

    private static List<PrincipalId> accounts(JsonObject person, String name) {
        return objects(person, name).stream().map(PeopleFile::account).toList();
    }

    private static PrincipalId account(JsonObject account) {
        requireKnown(account, Set.of("issuer", "subject"));
        return new PrincipalId(text(account, "issuer"), text(account, "subject"));
    }

    private static List<JsonObject> objects(JsonObject parent, String name) {
        return parent.getJsonArray(name, new JsonArray()).stream()
                .map(JsonObject.class::cast)
                .toList();
    }

    private static String text(JsonObject parent, String name) {
        var text = parent.getString(name);
        if (text == null || text.isBlank()) {
            throw new IllegalArgumentException(name + " is missing." + RIGHT);
        }
        return text;
    }

    private static void requireKnown(JsonObject object, Set<String> known) {
        for (var name : object.fieldNames()) {
            if (!known.contains(name)) {
                throw new IllegalArgumentException(name + " is not known here." + RIGHT);
            }
        }
    }
}
