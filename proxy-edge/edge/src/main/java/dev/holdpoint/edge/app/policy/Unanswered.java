package dev.holdpoint.edge.app.policy;

import io.grpc.Status;
import org.eclipse.microprofile.faulttolerance.exceptions.CircuitBreakerOpenException;
import org.eclipse.microprofile.faulttolerance.exceptions.TimeoutException;

/** Says to a client why a service that it waited for gave no answer, and nothing of its inside. */
public final class Unanswered {
    private Unanswered() {}

    /**
     * A sentence without full stop.
     *
     * @param service with its article, capitalised
     */
    public static String because(String service, Throwable failure) {
        return switch (failure) {
            case TimeoutException _ -> service + " did not answer in time";
            case CircuitBreakerOpenException _ ->
                    service + " has not answered lately and is asked again in a second";
            default ->
                    switch (Status.fromThrowable(failure).getCode()) {
                        case DEADLINE_EXCEEDED -> service + " did not answer in time";
                        case UNAVAILABLE -> service + " cannot be reached";
                        case RESOURCE_EXHAUSTED ->
                                service + " takes no question this large, or no more of them now";
                        default -> service + " gave no usable answer";
                    };
        };
    }
}
