package dev.holdpoint.edge.postgres.wire;

/** Numbers of the types every PostgreSQL has, as RowDescription tells them. */
public final class TypeOid {
    public static final int BOOL = 16;
    public static final int BYTEA = 17;
    public static final int CHAR = 18;
    public static final int NAME = 19;
    public static final int INT8 = 20;
    public static final int INT2 = 21;
    public static final int INT4 = 23;
    public static final int TEXT = 25;
    public static final int OID = 26;
    public static final int JSON = 114;
    public static final int XML = 142;
    public static final int JSON_ARRAY = 199;
    public static final int FLOAT4 = 700;
    public static final int FLOAT8 = 701;
    public static final int UNKNOWN = 705;
    public static final int CHAR_ARRAY = 1002;
    public static final int NAME_ARRAY = 1003;
    public static final int TEXT_ARRAY = 1009;
    public static final int BPCHAR_ARRAY = 1014;
    public static final int VARCHAR_ARRAY = 1015;
    public static final int BPCHAR = 1042;
    public static final int VARCHAR = 1043;
    public static final int DATE = 1082;
    public static final int TIME = 1083;
    public static final int TIMESTAMP = 1114;
    public static final int TIMESTAMPTZ = 1184;
    public static final int INTERVAL = 1186;
    public static final int TIMETZ = 1266;
    public static final int NUMERIC = 1700;
    public static final int VOID = 2278;
    public static final int UUID = 2950;
    public static final int JSONB = 3802;
    public static final int JSONB_ARRAY = 3807;
    public static final int INT4_RANGE = 3904;
    public static final int TIMESTAMP_RANGE = 3908;
    public static final int TIMESTAMPTZ_RANGE = 3910;
    public static final int DATE_RANGE = 3912;
    public static final int INT4_RANGES = 4451;
    public static final int TIMESTAMP_RANGES = 4533;
    public static final int TIMESTAMPTZ_RANGES = 4534;
    public static final int DATE_RANGES = 4535;

    private TypeOid() {}
}
