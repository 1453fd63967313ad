package dev.holdpoint.edge.detect;

import dev.holdpoint.edge.mask.ValueMask;
import dev.holdpoint.events.Detector;
import dev.holdpoint.events.Mask;
import dev.holdpoint.events.Obligation;
import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Finds and masks what a decision's obligations want recognised by its looks. */
public final class ValueDetectors {
    /** Nobody looks closer at more than so many characters: they are masked whole. */
    public static final int MOST = 4 * 1024 * 1024;

    private final Map<Detector, Obligation.DetectValues> asked = new EnumMap<>(Detector.class);
    private final Map<Detector, Scanner> scanners = new EnumMap<>(Detector.class);
    private final Glance glance;

    /**
     * @param obligations of the decision; those that ask for no detector are ignored
     */
    public ValueDetectors(List<Obligation> obligations) {
        for (var obligation : obligations) {
            switch (obligation) {
                case Obligation.DetectValues detect ->
                        detect.detectors()
                                .forEach(detector -> asked.merge(detector, detect, this::stricter));
                case Obligation.MaskColumn _,
                        Obligation.RecordResults _,
                        Obligation.LimitRows _ -> {}
            }
        }
        asked.keySet().forEach(detector -> scanners.put(detector, scanner(detector)));
        glance = new Glance(asked.keySet());
    }

    private Obligation.DetectValues stricter(
            Obligation.DetectValues one, Obligation.DetectValues other) {
        return one.mask().equals(other.mask())
                ? one
                : new Obligation.DetectValues(one.detectors(), new Mask.Redact(), one.rule());
    }

    private static Scanner scanner(Detector detector) {
        return switch (detector) {
            case CREDIT_CARD -> new CardScanner();
            case IBAN -> new IbanScanner();
            case EMAIL -> new EmailScanner();
            case PHONE -> new PhoneScanner();
            case US_SSN -> new SsnScanner();
            case JWT -> new JwtScanner();
            case CLOUD_KEY -> new CloudKeyScanner();
            case PRIVATE_KEY -> new PrivateKeyScanner();
            case SECRET -> new SecretScanner();
        };
    }

    /** Reads what telephone numbers look like, so that no session waits for it. Blocks. */
    public static void warmUp() {
        new PhoneScanner().scan("+41 44 668 18 00", (_, _) -> {});
    }

    /** Whether nothing is looked for at all. */
    public boolean isEmpty() {
        return asked.isEmpty();
    }

    /** A quick look at bytes of any format: false if there is certainly nothing to find. */
    public boolean couldFind(Buffer bytes, int from, int to) {
        return !isEmpty() && glance.isWorthIt(bytes, from, to);
    }

    /** What is found, in order and not overlapping. */
    public List<Detection> find(CharSequence text) {
        if (isEmpty()) {
            return List.of();
        }
        if (text.length() > MOST) {
            return List.of(unread(text.length()));
        }
        var all = new ArrayList<Detection>();
        scanners.forEach((detector, scanner) -> scan(detector, scanner, text, all));
        return all.size() < 2 ? all : merged(all);
    }

    /** What nobody looks into, masked whole; asked only where anything is looked for. */
    public Detection unread(int length) {
        var any = asked.entrySet().iterator().next();
        return new Detection(0, length, any.getKey(), new Mask.Redact(), any.getValue().rule());
    }

    private void scan(
            Detector detector, Scanner scanner, CharSequence text, List<Detection> found) {
        var detect = asked.get(detector);
        if (detect != null) {
            scanner.scan(
                    text,
                    (from, to) ->
                            found.add(
                                    new Detection(
                                            from, to, detector, detect.mask(), detect.rule())));
        }
    }

    /** The same in order, those that overlap as one. */
    public static List<Detection> merged(List<Detection> all) {
        all.sort(Comparator.comparingInt(Detection::from));
        var merged = new ArrayList<Detection>();
        for (var next : all) {
            if (!merged.isEmpty() && merged.getLast().to() > next.from()) {
                merged.add(merged.removeLast().and(next));
            } else {
                merged.add(next);
            }
        }
        return merged;
    }

    /** {@code text} with what was found in it masked; null if that leaves no value at all. */
    public static @Nullable String mask(String text, List<Detection> found, ValueMask values) {
        var masked = new StringBuilder(text.length());
        int copied = 0;
        for (var each : found) {
            var part = values.apply(each.mask(), text.substring(each.from(), each.to()));
            if (part == null) {
                return null;
            }
            masked.append(text, copied, each.from()).append(part);
            copied = each.to();
        }
        return masked.append(text, copied, text.length()).toString();
    }
}
