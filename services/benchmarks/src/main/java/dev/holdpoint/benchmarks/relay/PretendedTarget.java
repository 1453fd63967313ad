package dev.holdpoint.benchmarks.relay;

import io.netty.bootstrap.Bootstrap;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.nio.NioEventLoopGroup;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.codec.ByteToMessageDecoder;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Looks like a PostgreSQL server with room for any number of sessions, each of which costs it next
 * to nothing: it lets everybody in and says every statement was run. The edge's own connections,
 * which look at the catalogue, are led to a real server.
 */
public final class PretendedTarget {
    private final NioEventLoopGroup group = new NioEventLoopGroup(1);
    private final InetSocketAddress real;

    private PretendedTarget(InetSocketAddress real) {
        this.real = real;
    }

    /** Arguments: port, port of the real server. */
    public static void main(String[] args) throws InterruptedException {
        var real = new InetSocketAddress("127.0.0.1", Integer.parseInt(args[1]));
        new PretendedTarget(real).listen(Integer.parseInt(args[0]));
    }

    private void listen(int port) throws InterruptedException {
        new ServerBootstrap()
                .group(group)
                .channel(NioServerSocketChannel.class)
                .option(ChannelOption.SO_BACKLOG, 1024)
                .childOption(ChannelOption.TCP_NODELAY, true)
                .childHandler(
                        new ChannelInitializer<SocketChannel>() {
                            @Override
                            protected void initChannel(SocketChannel session) {
                                session.pipeline().addLast(new Session());
                            }
                        })
                .bind("127.0.0.1", port)
                .sync()
                .channel()
                .closeFuture()
                .sync();
    }

    /** One session: a start-up packet without a kind, then frames with one. */
    private final class Session extends ByteToMessageDecoder {
        private boolean started;

        @Override
        protected void decode(ChannelHandlerContext at, ByteBuf in, List<Object> out) {
            int header = started ? 1 : 0;
            if (in.readableBytes() < header + 4) {
                return;
            }
            int length = in.getInt(in.readerIndex() + header) + header;
            if (in.readableBytes() < length) {
                return;
            }
            var frame = in.readSlice(length);
            if (started) {
                answer(at, frame);
            } else {
                started = true;
                start(at, frame);
            }
        }

        private void start(ChannelHandlerContext at, ByteBuf startup) {
            if (startup.toString(StandardCharsets.UTF_8).contains("holdpoint-")) {
                lead(at.channel(), ByteBufUtil.getBytes(startup));
                return;
            }
            var welcome = at.alloc().buffer();
            frame(welcome, 'R', new byte[4]);
            parameter(welcome, "server_version", "18.6");
            parameter(welcome, "server_encoding", "UTF8");
            parameter(welcome, "client_encoding", "UTF8");
            parameter(welcome, "DateStyle", "ISO, MDY");
            parameter(welcome, "TimeZone", "UTC");
            parameter(welcome, "integer_datetimes", "on");
            parameter(welcome, "standard_conforming_strings", "on");
            parameter(welcome, "search_path", "\"$user\", public");
            frame(welcome, 'K', new byte[8]);
            frame(welcome, 'Z', new byte[] {'I'});
            var _ = at.writeAndFlush(welcome);
        }

        private void answer(ChannelHandlerContext at, ByteBuf frame) {
            if (frame.getByte(frame.readerIndex()) == 'X') {
                var _ = at.close();
                return;
            }
            var done = at.alloc().buffer();
            frame(done, 'C', "SET\0".getBytes(StandardCharsets.UTF_8));
            frame(done, 'Z', new byte[] {'I'});
            var _ = at.writeAndFlush(done);
        }

        private static void parameter(ByteBuf out, String name, String value) {
            frame(out, 'S', (name + "\0" + value + "\0").getBytes(StandardCharsets.UTF_8));
        }

        private static void frame(ByteBuf out, char kind, byte[] body) {
            out.writeByte(kind).writeInt(body.length + 4).writeBytes(body);
        }
    }

    private void lead(Channel edge, byte[] startup) {
        edge.config().setAutoRead(false);
        new Bootstrap()
                .group(edge.eventLoop())
                .channel(NioSocketChannel.class)
                .handler(new Handing(edge))
                .connect(real)
                .addListener(
                        (ChannelFuture done) -> {
                            if (!done.isSuccess()) {
                                var _ = edge.close();
                                return;
                            }
                            var _ = done.channel().writeAndFlush(Unpooled.wrappedBuffer(startup));
                            edge.pipeline().removeFirst();
                            edge.pipeline().addLast(new Handing(done.channel()));
                            edge.config().setAutoRead(true);
                        });
    }

    /** What is read here is written there. */
    private static final class Handing extends ChannelInboundHandlerAdapter {
        private final Channel there;

        Handing(Channel there) {
            this.there = there;
        }

        @Override
        public void channelRead(ChannelHandlerContext here, Object bytes) {
            var _ = there.writeAndFlush(bytes);
        }

        @Override
        public void channelInactive(ChannelHandlerContext here) {
            var _ = there.close();
        }
    }
}
