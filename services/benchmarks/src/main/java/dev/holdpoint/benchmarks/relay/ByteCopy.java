package dev.holdpoint.benchmarks.relay;

import io.netty.bootstrap.Bootstrap;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.nio.NioEventLoopGroup;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.ByteToMessageDecoder;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import java.io.File;
import java.net.InetSocketAddress;
import java.util.List;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/**
 * The least a gateway on the JVM can do: copies bytes both ways and knows nothing about them, save
 * the one request with which a PostgreSQL client asks for TLS. What Holdpoint adds is measured
 * against this.
 */
public final class ByteCopy {
    private final InetSocketAddress target;
    private final @Nullable SslContext tls;

    private ByteCopy(InetSocketAddress target, @Nullable SslContext tls) {
        this.target = target;
        this.tls = tls;
    }

    /** Arguments: port, target port, and for TLS from clients certificate and key. */
    public static void main(String[] args) throws SSLException, InterruptedException {
        var tls =
                args.length == 4
                        ? SslContextBuilder.forServer(new File(args[2]), new File(args[3])).build()
                        : null;
        var target = new InetSocketAddress("127.0.0.1", Integer.parseInt(args[1]));
        new ByteCopy(target, tls).listen(Integer.parseInt(args[0]));
    }

    private void listen(int port) throws InterruptedException {
        var group = new NioEventLoopGroup(2);
        new ServerBootstrap()
                .group(group)
                .channel(NioServerSocketChannel.class)
                .childOption(ChannelOption.TCP_NODELAY, true)
                .childOption(ChannelOption.AUTO_READ, false)
                .childHandler(
                        new ChannelInitializer<SocketChannel>() {
                            @Override
                            protected void initChannel(SocketChannel client) {
                                accept(client);
                            }
                        })
                .bind("127.0.0.1", port)
                .sync()
                .channel()
                .closeFuture()
                .sync();
    }

    private void accept(SocketChannel client) {
        var context = tls;
        if (context == null) {
            connect(client);
        } else {
            client.pipeline().addLast(new TlsRequest(context));
            client.read();
        }
    }

    private void connect(Channel client) {
        new Bootstrap()
                .group(client.eventLoop())
                .channel(io.netty.channel.socket.nio.NioSocketChannel.class)
                .option(ChannelOption.TCP_NODELAY, true)
                .handler(new Copy(client))
                .connect(target)
                .addListener(
                        (io.netty.channel.ChannelFuture done) -> {
                            if (!done.isSuccess()) {
                                var _ = client.close();
                                return;
                            }
                            client.pipeline().addLast(new Copy(done.channel()));
                            client.config().setAutoRead(true);
                        });
    }

    /** Eight bytes from the client, one back, then TLS. */
    private final class TlsRequest extends ByteToMessageDecoder {
        private final SslContext context;

        TlsRequest(SslContext context) {
            this.context = context;
        }

        @Override
        protected void decode(ChannelHandlerContext at, ByteBuf in, List<Object> out) {
            if (in.readableBytes() < 8) {
                return;
            }
            in.skipBytes(8);
            var _ = at.writeAndFlush(at.alloc().buffer(1).writeByte('S'));
            at.pipeline().addLast(context.newHandler(at.alloc()));
            at.pipeline().remove(this);
            connect(at.channel());
        }
    }

    /**
     * Everything read here is written there, flushed once per read, held back when there is full.
     */
    private static final class Copy extends ChannelInboundHandlerAdapter {
        private final Channel there;

        Copy(Channel there) {
            this.there = there;
        }

        @Override
        public void channelRead(ChannelHandlerContext here, Object bytes) {
            var _ = there.write(bytes);
        }

        @Override
        public void channelReadComplete(ChannelHandlerContext here) {
            there.flush();
            if (!there.isWritable()) {
                here.channel().config().setAutoRead(false);
            }
        }

        @Override
        public void channelWritabilityChanged(ChannelHandlerContext here) {
            if (here.channel().isWritable()) {
                there.config().setAutoRead(true);
            }
        }

        @Override
        public void channelInactive(ChannelHandlerContext here) {
            var _ = there.close();
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext here, Throwable failure) {
            var _ = here.close();
        }
    }
}
