package dev.holdpoint.approval.webhook;

import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.Set;

/**
 * Addresses that a name of an endpoint may stand for. Private networks are: that is where receivers
 * are. What only this machine or its link can have (loopback, link-local and with it the metadata
 * services of clouds), groups, and addresses that carry another one in them, are not.
 */
final class Reach {
    /**
     * Services of clouds outside of link-local: Amazon's, Google's, Alibaba's, Oracle's, Azure's.
     */
    private static final Set<InetAddress> METADATA =
            Set.of(
                    InetAddress.ofLiteral("fd00:ec2::254"),
                    InetAddress.ofLiteral("fd20:ce::254"),
                    InetAddress.ofLiteral("168.63.129.16"),
                    InetAddress.ofLiteral("100.100.100.200"),
                    InetAddress.ofLiteral("192.0.0.192"));

    private Reach() {}

    static boolean includes(InetAddress address) {
        return !address.isLoopbackAddress()
                && !address.isLinkLocalAddress()
                && !address.isAnyLocalAddress()
                && !address.isMulticastAddress()
                && !METADATA.contains(address)
                && plain(address);
    }

    private static boolean plain(InetAddress address) {
        return switch (address) {
            case Inet4Address four -> isUnicast(four.getAddress()[0] & 0xff);
            case Inet6Address six -> !carriesAnother(six);
            default -> false;
        };
    }

    private static boolean isUnicast(int first) {
        return first > 0 && first < 224;
    }

    /** IPv4-compatible ({@code ::/96}), NAT64 (RFC 6052), 6to4 and Teredo. */
    private static boolean carriesAnother(Inet6Address address) {
        var bytes = address.getAddress();
        return beginsWith(bytes, new byte[12])
                || beginsWith(bytes, new byte[] {0, 0x64, (byte) 0xff, (byte) 0x9b})
                || beginsWith(bytes, new byte[] {0x20, 0x02})
                || beginsWith(bytes, new byte[] {0x20, 0x01, 0, 0});
    }

    private static boolean beginsWith(byte[] bytes, byte[] beginning) {
        return Arrays.equals(bytes, 0, beginning.length, beginning, 0, beginning.length);
    }
}
