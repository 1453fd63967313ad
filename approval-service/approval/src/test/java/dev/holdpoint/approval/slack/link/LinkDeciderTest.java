package dev.holdpoint.approval.slack.link;

import dev.holdpoint.approval.slack.link.LinkAction.Leave;
import dev.holdpoint.approval.slack.link.LinkAction.Link;
import dev.holdpoint.approval.slack.link.LinkAction.Unlink;
import dev.holdpoint.events.ChatEvent;
import dev.holdpoint.events.ChatEvent.ChatLinked;
import dev.holdpoint.events.ChatEvent.ChatUnlinked;
import dev.holdpoint.events.ChatMember;
import dev.holdpoint.events.PrincipalId;
import dev.holdpoint.testkit.GivenEvents;
import java.util.ArrayList;
import org.junit.jupiter.api.Test;

class LinkDeciderTest {
    private static final ChatMember MEMBER = new ChatMember("slack", "T0HOLD", "U0BOB");
    private static final PrincipalId BOB = new PrincipalId("http://issuer", "bob");
    private static final PrincipalId BEA = new PrincipalId("http://issuer", "bea");
    private static final ChatEvent LINKED = new ChatLinked(MEMBER, BOB);
    private static final ChatEvent UNLINKED = new ChatUnlinked(MEMBER, BOB);

    private static GivenEvents<LinkState, LinkAction, ChatEvent> given(ChatEvent... events) {
        var decider = new LinkDecider();
        return GivenEvents.to(decider.initial(), decider::evolve, decider::decide).given(events);
    }

    @Test
    void a_chat_account_is_one_accounts_at_a_time() {
        given().when(new Link(MEMBER, BOB)).then(LINKED);
        given(LINKED).when(new Link(MEMBER, BOB)).thenNothing();
        given(LINKED)
                .when(new Link(MEMBER, BEA))
                .thenFails(LinkRefused.class)
                .withMessageContaining("unlink it first")
                .andNoEvents();
        given(LINKED, UNLINKED).when(new Link(MEMBER, BEA)).then(new ChatLinked(MEMBER, BEA));
    }

    @Test
    void its_link_is_ended_by_who_uses_it_or_whose_it_is_and_by_nobody_else() {
        given(LINKED).when(new Unlink(MEMBER)).then(UNLINKED);
        given(LINKED).when(new Leave(MEMBER, BOB)).then(UNLINKED);
        given(LINKED).when(new Leave(MEMBER, BEA)).thenFails(LinkRefused.class).andNoEvents();
        given().when(new Unlink(MEMBER)).thenFails(LinkRefused.class);
        given(LINKED, UNLINKED).when(new Leave(MEMBER, BOB)).thenFails(LinkRefused.class);
    }

    @Test
    void it_is_not_linked_time_and_again_for_ever() {
        var events = new ArrayList<ChatEvent>();
        for (int i = 0; i < LinkDecider.MOST_LINKS; i++) {
            events.add(LINKED);
            events.add(UNLINKED);
        }

        given(events.toArray(ChatEvent[]::new))
                .when(new Link(MEMBER, BOB))
                .thenFails(LinkRefused.class)
                .withMessageContaining("50 times");
    }
}
