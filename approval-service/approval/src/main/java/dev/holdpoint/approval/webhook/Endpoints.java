package dev.holdpoint.approval.webhook;

import static java.lang.System.Logger.Level.ERROR;

import dev.holdpoint.approval.webhook.WebhookSettings.EndpointSettings;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The endpoints that this instance was told of: those it sends to, and those whose settings are not
 * right, to which nothing is sent until they are.
 *
 * @param refused why, by name
 */
record Endpoints(List<Endpoint> usable, SortedMap<String, String> refused) {
    static final int MOST = 20;

    private static final System.Logger LOG = System.getLogger(Endpoints.class.getName());

    /** Reads settings and says which are not right. Blocks. */
    static Endpoints of(Map<String, EndpointSettings> settings) {
        var usable = new TreeMap<String, Endpoint>();
        var refused = new TreeMap<String, String>();
        for (var each : new TreeMap<>(settings).entrySet()) {
            var name = each.getKey();
            try {
                var endpoint = Endpoint.of(name, each.getValue());
                if (usable.size() == MOST) {
                    throw new UnusableEndpoint("there are more than " + MOST + " endpoints");
                }
                usable.put(name, endpoint);
            } catch (UnusableEndpoint e) {
                refused.put(name, e.reason());
                LOG.log(
                        ERROR,
                        "webhook endpoint refused, nothing is sent there:"
                                + " holdpoint.approval.webhooks.{0}: {1}",
                        name,
                        e.reason());
            }
        }
        return new Endpoints(List.copyOf(usable.values()), refused);
    }

    /** All that are named, whether right or not. */
    Set<String> names() {
        var names = new TreeSet<>(refused.keySet());
        usable.forEach(endpoint -> names.add(endpoint.name()));
        return names;
    }
}
