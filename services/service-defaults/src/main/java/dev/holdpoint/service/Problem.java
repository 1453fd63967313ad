package dev.holdpoint.service;

import java.util.HashMap;
import java.util.Map;

/** A failure the caller can act on; answered as problem+json (RFC 9457). */
public final class Problem extends RuntimeException {
    private final int status;
    private final String code;
    private final transient Map<String, ?> members;

    /**
     * @param status HTTP status, 400 to 599
     * @param code stable, for programs, for example {@code self-approval}
     * @param detail for people: what is wrong and what would be right
     */
    public Problem(int status, String code, String detail) {
        this(status, code, detail, Map.of());
    }

    /**
     * @param members further members of the answer, for programs
     */
    public Problem(int status, String code, String detail, Map<String, ?> members) {
        super(detail);
        this.status = status;
        this.code = code;
        this.members = Map.copyOf(members);
    }

    public int status() {
        return status;
    }

    public String code() {
        return code;
    }

    Map<String, Object> body() {
        var body = new HashMap<String, Object>(members);
        body.putAll(body(status, code, String.valueOf(getMessage())));
        return body;
    }

    static Map<String, Object> body(int status, String code, String detail) {
        return Map.of(
                "type",
                "https://holdpoint.dev/problems/" + code,
                "title",
                code,
                "status",
                status,
                "code",
                code,
                "detail",
                detail);
    }
}
