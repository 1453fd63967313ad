package dev.holdpoint.edge.postgres.fuzz;

import dev.holdpoint.edge.postgres.login.StartupPacket;
import dev.holdpoint.edge.postgres.login.StartupParameters;
import dev.holdpoint.edge.postgres.login.scram.ScramCodecs;
import dev.holdpoint.edge.postgres.mask.MaskCodecs;
import dev.holdpoint.edge.postgres.session.SessionCodecs;
import dev.holdpoint.edge.postgres.session.kept.Bound;
import dev.holdpoint.edge.postgres.session.upstream.AnswerCodecs;
import dev.holdpoint.edge.postgres.wire.BackendFrames;
import dev.holdpoint.edge.postgres.wire.FrontendFrames;
import dev.holdpoint.edge.postgres.wire.PgFrame;
import dev.holdpoint.edge.postgres.wire.PgFrameDecoder;
import dev.holdpoint.edge.postgres.wire.Report;
import dev.holdpoint.edge.postgres.wire.RowDescription;
import dev.holdpoint.sql.lineage.CopyForm.Format;
import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntUnaryOperator;

/** Everything that reads bytes of a peer; what it makes of them comes back as text. */
enum Reader {
    CLIENT_FRAMES {
        @Override
        String read(Buffer bytes) {
            return String.valueOf(frames(bytes, FrontendFrames::maxLength));
        }
    },
    CLIENT_FRAMES_IN_PIECES {
        @Override
        String read(Buffer bytes) {
            var decoder = new PgFrameDecoder(FrontendFrames::maxLength);
            var frames = new ArrayList<Buffer>();
            for (int at = 0; at < bytes.length(); at += PIECE) {
                decoder.feed(bytes.getBuffer(at, Math.min(bytes.length(), at + PIECE)));
                take(decoder, frames);
            }
            return frames.toString();
        }
    },
    TARGET_FRAMES {
        @Override
        String read(Buffer bytes) {
            return String.valueOf(frames(bytes, BackendFrames::maxLength));
        }
    },
    LOGIN_FRAMES {
        @Override
        String read(Buffer bytes) {
            return String.valueOf(frames(bytes, FrontendFrames::maxLengthBeforeLogin));
        }
    },
    STARTUP {
        @Override
        String read(Buffer bytes) {
            var packet = StartupPacket.read(bytes);
            packet.filter(StartupPacket.Startup.class::isInstance)
                    .map(StartupPacket.Startup.class::cast)
                    .ifPresent(startup -> StartupParameters.of(startup.parameters()));
            return packet.toString();
        }
    },
    BIND {
        @Override
        String read(Buffer bytes) {
            return String.valueOf(Bound.read(frame('B', bytes)).values().size() <= bytes.length());
        }
    },
    FUNCTION_CALL {
        @Override
        String read(Buffer bytes) {
            return SessionCodecs.functionCall(frame('F', bytes));
        }
    },
    MASKED_ROW {
        @Override
        String read(Buffer bytes) {
            return MaskCodecs.row(frame('D', bytes)).toString();
        }
    },
    MASKED_COPY_TEXT {
        @Override
        String read(Buffer bytes) {
            return MaskCodecs.copied(Format.TEXT, frame('d', bytes)).toString();
        }
    },
    MASKED_COPY_CSV {
        @Override
        String read(Buffer bytes) {
            return MaskCodecs.copied(Format.CSV, frame('d', bytes)).toString();
        }
    },
    MASKED_COPY_BINARY {
        @Override
        String read(Buffer bytes) {
            return MaskCodecs.copied(Format.BINARY, frame('d', bytes)).toString();
        }
    },
    SCRUBBED_COPY {
        @Override
        String read(Buffer bytes) {
            return String.valueOf(MaskCodecs.scrubbed(false, frame('d', bytes)));
        }
    },
    SCRUBBED_COPY_BINARY {
        @Override
        String read(Buffer bytes) {
            return String.valueOf(MaskCodecs.scrubbed(true, frame('d', bytes)));
        }
    },
    COMMAND_TAG {
        @Override
        String read(Buffer bytes) {
            return String.valueOf(AnswerCodecs.tag(frame('C', bytes)));
        }
    },
    ROW_DESCRIPTION {
        @Override
        String read(Buffer bytes) {
            return RowDescription.read(frame('T', bytes)).toString();
        }
    },
    REPORT {
        @Override
        String read(Buffer bytes) {
            return Report.read(frame('E', bytes)).error().toString();
        }
    },
    SCRAM_SERVER {
        @Override
        String read(Buffer bytes) {
            return ScramCodecs.server(bytes.toString(StandardCharsets.UTF_8));
        }
    },
    SCRAM_CLIENT {
        @Override
        String read(Buffer bytes) {
            return ScramCodecs.client(bytes.toString(StandardCharsets.UTF_8));
        }
    };

    private static final int PIECE = 3;

    /**
     * Reads bytes as a peer's.
     *
     * @throws dev.holdpoint.edge.postgres.wire.MalformedFrame if they are no message: nothing else
     *     may be thrown
     */
    abstract String read(Buffer bytes);

    private static PgFrame frame(char type, Buffer body) {
        return new PgFrame(
                (byte) type,
                Buffer.buffer()
                        .appendByte((byte) type)
                        .appendInt(body.length() + 4)
                        .appendBuffer(body));
    }

    private static List<Buffer> frames(Buffer bytes, IntUnaryOperator limits) {
        var decoder = new PgFrameDecoder(limits);
        decoder.feed(bytes);
        var frames = new ArrayList<Buffer>();
        take(decoder, frames);
        return frames;
    }

    private static void take(PgFrameDecoder decoder, List<Buffer> frames) {
        for (var next = decoder.next(); next.isPresent(); next = decoder.next()) {
            frames.add(next.get().bytes());
        }
    }
}
