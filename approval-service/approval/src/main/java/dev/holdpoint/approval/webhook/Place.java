package dev.holdpoint.approval.webhook;

import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A URL that notices may be posted to: https, or http on this machine.
 *
 * @param host without brackets
 * @param loopback whether this machine is meant
 */
record Place(URI url, String host, int port, boolean loopback) {
    private static final int MAX_LENGTH = 2_000;
    private static final int MOST_PORT = 65_535;
    private static final Set<String> SCHEMES = Set.of("http", "https");

    /**
     * Reads a URL.
     *
     * @throws UnusableEndpoint if nothing may be posted there; does not quote it, for it may hold a
     *     secret
     */
    static Place of(String text) {
        try {
            return text.isBlank() || text.length() > MAX_LENGTH ? none() : of(new URI(text));
        } catch (URISyntaxException _) {
            return none();
        }
    }

    private static Place of(URI url) {
        if (url.getHost() == null || url.getScheme() == null) {
            return none();
        }
        var host = url.getHost().replaceAll("[\\[\\]]", "");
        boolean loopback = isLoopback(host);
        boolean tls = url.getScheme().equals("https");
        if (url.getRawUserInfo() != null
                || url.getRawFragment() != null
                || url.getPort() == 0
                || url.getPort() > MOST_PORT
                || !SCHEMES.contains(url.getScheme())) {
            return none();
        }
        if (!tls && !loopback) {
            throw new UnusableEndpoint("url is http: use https, or http to localhost only");
        }
        int standard = tls ? 443 : 80;
        var place = new Place(url, host, url.getPort() < 0 ? standard : url.getPort(), loopback);
        literal(host).ifPresent(address -> place.require(List.of(address)));
        return place;
    }

    private static Place none() {
        throw new UnusableEndpoint(
                "url is missing or none: write url=https://hooks.example/holds, without user and"
                        + " #");
    }

    boolean tls() {
        return url.getScheme().equals("https");
    }

    /** What is requested there. */
    String target() {
        var path = url.getRawPath().isEmpty() ? "/" : url.getRawPath();
        return url.getRawQuery() == null ? path : path + "?" + url.getRawQuery();
    }

    /** Scheme, host and port: all that is shown of it. */
    String origin() {
        return "%s://%s".formatted(url.getScheme(), url.getRawAuthority());
    }

    /**
     * The addresses its name stands for now. Blocks.
     *
     * @throws UnusableEndpoint if one of them is none that notices are sent to
     */
    List<InetAddress> addresses() {
        try {
            var addresses = List.of(InetAddress.getAllByName(host));
            require(addresses);
            return addresses;
        } catch (UnknownHostException _) {
            throw new UnusableEndpoint("its host has no address");
        }
    }

    private void require(List<InetAddress> addresses) {
        for (var address : addresses) {
            if (loopback ? !address.isLoopbackAddress() : !Reach.includes(address)) {
                throw new UnusableEndpoint(
                        "its host has the address %s, where no notice is sent"
                                .formatted(address.getHostAddress()));
            }
        }
    }

    private static boolean isLoopback(String host) {
        return host.equals("localhost")
                || literal(host).map(InetAddress::isLoopbackAddress).orElse(false);
    }

    private static Optional<InetAddress> literal(String host) {
        try {
            return Optional.of(InetAddress.ofLiteral(host));
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }
}
