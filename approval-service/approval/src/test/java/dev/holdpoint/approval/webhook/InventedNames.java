package dev.holdpoint.approval.webhook;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.net.spi.InetAddressResolver;
import java.net.spi.InetAddressResolverProvider;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Names that stand for addresses of a test's choice; all others are resolved as ever. */
public final class InventedNames extends InetAddressResolverProvider {
    static final String PLAIN = "plain.holdpoint.invalid";
    static final String METADATA = "metadata.holdpoint.invalid";
    static final String MIXED = "mixed.holdpoint.invalid";
    static final String NOBODY = "nobody.holdpoint.invalid";
    static final String HERE = "here.holdpoint.invalid";

    private static final Map<String, List<String>> ADDRESSES =
            Map.of(
                    PLAIN, List.of("192.0.2.1", "2001:db8::1"),
                    METADATA, List.of("169.254.169.254"),
                    MIXED, List.of("192.0.2.1", "fe80::1"),
                    HERE, List.of("127.0.0.1"));

    @Override
    public InetAddressResolver get(Configuration configuration) {
        var builtin = configuration.builtinResolver();
        return new InetAddressResolver() {
            @Override
            public Stream<InetAddress> lookupByName(String host, LookupPolicy policy)
                    throws UnknownHostException {
                var invented = ADDRESSES.get(host);
                if (host.equals(NOBODY)) {
                    throw new UnknownHostException(host);
                }
                return invented == null
                        ? builtin.lookupByName(host, policy)
                        : invented.stream().map(InetAddress::ofLiteral);
            }

            @Override
            public String lookupByAddress(byte[] address) throws UnknownHostException {
                return builtin.lookupByAddress(address);
            }
        };
    }

    @Override
    public String name() {
        return "invented names for tests";
    }
}
