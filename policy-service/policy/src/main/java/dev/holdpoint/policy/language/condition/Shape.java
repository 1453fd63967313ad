package dev.holdpoint.policy.language.condition;

import dev.cel.common.types.CelType;
import dev.cel.common.types.ListType;
import dev.cel.common.types.MapType;
import dev.cel.common.types.SimpleType;
import dev.holdpoint.policy.language.Fields;
import dev.holdpoint.policy.language.Text;

/** The types of variables, and how a value of each is written in a document. */
enum Shape {
    WORD(SimpleType.STRING) {
        @Override
        Object value(Fields given, String name) {
            return given.optionalText(name).map(Text::value).orElse("");
        }
    },
    TEXTS(ListType.create(SimpleType.STRING)) {
        @Override
        Object value(Fields given, String name) {
            return given.texts(name).stream().map(Text::value).toList();
        }
    },
    TEXT_BY_NAME(MapType.create(SimpleType.STRING, SimpleType.STRING)) {
        @Override
        Object value(Fields given, String name) {
            return given.free(name);
        }
    },
    NUMBER(SimpleType.INT) {
        @Override
        Object value(Fields given, String name) {
            return given.optionalText(name).map(text -> text.count(0, MOST)).orElse(0L);
        }
    },
    FLAG(SimpleType.BOOL) {
        @Override
        Object value(Fields given, String name) {
            return given.optionalText(name).map(Text::flag).orElse(false);
        }
    };

    private static final long MOST = 1L << 53;

    private final CelType type;

    Shape(CelType type) {
        this.type = type;
    }

    /** As conditions are checked by. */
    CelType type() {
        return type;
    }

    /** What a field says; empty, zero or false if it is absent. */
    abstract Object value(Fields given, String name);
}
