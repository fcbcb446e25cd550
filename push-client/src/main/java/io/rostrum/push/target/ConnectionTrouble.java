package io.rostrum.push.target;

import io.netty.channel.ConnectTimeoutException;
import io.netty.handler.ssl.NotSslRecordException;
import io.rostrum.push.rtmp.RtmpProtocolException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.UnknownHostException;
import java.security.cert.CertificateException;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/// What broke a connection, in words for people.
///
/// @param whatToDo null where trying again may help
record ConnectionTrouble(String why, @Nullable String whatToDo) {
    /// @param cause null when the server closed the connection
    static ConnectionTrouble of(PushUrl url, @Nullable Throwable cause) {
        String server = url.hostAndPort();
        for (Throwable at = cause; at != null; at = at.getCause()) {
            switch (at) {
                case AddressRefusedException refused -> {
                    return new ConnectionTrouble(String.valueOf(refused.getMessage()), "Choose another address.");
                }
                case UnknownHostException _ -> {
                    return passing("The name " + url.host() + " is not known");
                }
                case ConnectTimeoutException _ -> {
                    return passing(server + " does not answer");
                }
                case NoRouteToHostException _ -> {
                    return passing("There is no way to " + server);
                }
                case ConnectException _ -> {
                    return passing(server + " accepts no connections");
                }
                case NotSslRecordException _ -> {
                    return new ConnectionTrouble(
                            server + " does not speak RTMPS", "Use rtmp:// or the server's RTMPS port.");
                }
                case CertificateException certificate -> {
                    return new ConnectionTrouble(
                            "The certificate of " + server + " is not to be trusted: " + words(certificate),
                            "Check the address; if the server is your own, give it a certificate of a known authority.");
                }
                case RtmpProtocolException protocol -> {
                    return passing(server + " does not speak RTMP as it should: " + protocol.getMessage());
                }
                case SSLException tls
                when tls.getCause() == null -> {
                    return passing("No encrypted connection with " + server + ": " + tls.getMessage());
                }
                default -> {}
            }
        }
        return passing(cause == null ? server + " closed the connection" : server + " broke the connection");
    }

    private static String words(CertificateException certificate) {
        String message = String.valueOf(certificate.getMessage());
        return message.startsWith("PKIX") ? "no known authority vouches for it" : message;
    }

    /// {@return trouble after which trying again may help}
    static ConnectionTrouble passing(String why) {
        return new ConnectionTrouble(why, null);
    }
}
