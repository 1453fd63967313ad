package dev.holdpoint.approval.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PlaceTest {
    @Test
    void a_url_is_https_with_what_belongs_to_it() {
        var place = Place.of("https://hooks.example/holds?token=t");

        assertThat(place.tls()).isTrue();
        assertThat(place.port()).isEqualTo(443);
        assertThat(place.host()).isEqualTo("hooks.example");
        assertThat(place.target()).isEqualTo("/holds?token=t");
        assertThat(place.origin()).isEqualTo("https://hooks.example");
        assertThat(Place.of("https://hooks.example:8443").target()).isEqualTo("/");
        assertThat(Place.of("https://hooks.example:8443").port()).isEqualTo(8443);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://localhost:8080/x",
                "http://127.0.0.1/",
                "http://[::1]:9/",
                "http://127.9.9.9"
            })
    void http_stays_on_this_machine(String url) {
        assertThat(Place.of(url).loopback()).isTrue();
        assertThat(Place.of(url).addresses()).isNotEmpty().allMatch(InetAddress::isLoopbackAddress);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "''                              | url is missing or none",
                "hooks.example                   | url is missing or none",
                "/holds                          | url is missing or none",
                "ftp://hooks.example             | url is missing or none",
                "file:///etc/passwd              | url is missing or none",
                "https://u:canary@hooks.example  | url is missing or none",
                "https://hooks.example/#canary   | url is missing or none",
                "https:// canary                 | url is missing or none",
                "https://hooks.example:70000/    | url is missing or none",
                "https://hooks.example:0/        | url is missing or none",
                "http://hooks.example/canary     | url is http",
                "http://10.0.0.1/canary          | url is http",
                "https://169.254.169.254/canary  | 169.254.169.254, where no notice is sent",
                "https://[fe80::1]/canary        | where no notice is sent",
                "https://0.0.0.0/canary          | where no notice is sent",
                "https://[64:ff9b::a9fe:a9fe]/   | where no notice is sent",
            })
    void a_url_that_nothing_is_posted_to_is_refused_and_not_quoted(String url, String message) {
        assertThatThrownBy(() -> Place.of(url))
                .isInstanceOf(UnusableEndpoint.class)
                .hasMessageContaining(message)
                .hasMessageNotContaining("canary");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                InventedNames.METADATA,
                InventedNames.MIXED,
                InventedNames.HERE,
                InventedNames.NOBODY
            })
    void a_name_is_not_followed_to_where_no_notice_is_sent(String host) {
        var place = Place.of("https://" + host + "/");

        assertThatThrownBy(place::addresses).isInstanceOf(UnusableEndpoint.class);
    }

    @Test
    void a_name_leads_to_all_its_addresses() {
        assertThat(Place.of("https://" + InventedNames.PLAIN).addresses())
                .extracting(InetAddress::getHostAddress)
                .containsExactly("192.0.2.1", "2001:db8:0:0:0:0:0:1");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "10.0.0.1",
                "172.16.0.1",
                "192.168.1.1",
                "100.64.0.1",
                "93.184.216.34",
                "fd00::1",
                "2606:2800::1"
            })
    void receivers_are_on_private_networks_and_on_public_ones(String address) {
        assertThat(Reach.includes(InetAddress.ofLiteral(address))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "127.0.0.1",
                "127.255.0.1",
                "0.0.0.0",
                "0.1.2.3",
                "169.254.0.1",
                "169.254.169.254",
                "224.0.0.1",
                "239.255.255.255",
                "240.0.0.1",
                "255.255.255.255",
                "100.100.100.200",
                "192.0.0.192",
                "::",
                "::1",
                "::7f00:1",
                "::ffff:127.0.0.1",
                "::ffff:169.254.169.254",
                "fe80::1",
                "ff02::1",
                "fd00:ec2::254",
                "fd20:ce::254",
                "168.63.129.16",
                "64:ff9b::7f00:1",
                "64:ff9b:1::a9fe:a9fe",
                "2002:7f00:1::",
                "2001:0:1::"
            })
    void this_machine_its_link_groups_and_disguises_are_out_of_reach(String address) {
        assertThat(Reach.includes(InetAddress.ofLiteral(address))).isFalse();
    }
}
