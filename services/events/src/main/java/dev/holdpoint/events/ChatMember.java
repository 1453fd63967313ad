package dev.holdpoint.events;

/**
 * Somebody's account in a chat, by what never changes of it.
 *
 * @param service for example {@code slack}
 * @param workspace the service's id of the team
 * @param member the service's id of the account in it; never a name
 */
public record ChatMember(String service, String workspace, String member) {
    public ChatMember {
        if (service.isBlank() || workspace.isBlank() || member.isBlank()) {
            throw new IllegalArgumentException("a chat account has a service, a team and an id");
        }
    }

    @Override
    public String toString() {
        return service + "/" + workspace + "/" + member;
    }
}
