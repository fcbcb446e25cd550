package io.rostrum.server;

import com.google.gson.JsonObject;
import io.rostrum.server.account.Account;
import io.rostrum.server.account.Accounts;
import io.rostrum.server.account.Answer;
import io.rostrum.server.account.AuditLog;
import io.rostrum.server.account.PasswordHash;
import io.rostrum.server.auth.Secret;
import io.rostrum.server.config.ConfigException;
import io.rostrum.server.config.ServerConfig;
import io.rostrum.server.data.Database;
import java.io.BufferedReader;
import java.io.Console;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.Charset;
import java.time.Clock;
import java.util.Arrays;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/// `claim`: a link that makes whoever opens it the owner; or an owner's password, set from here.
@Command(
        name = "claim",
        description =
                "Prints a link that claims the running server, good for half an hour and for one owner; or sets an"
                        + " owner's password from here.",
        mixinStandardHelpOptions = true)
final class ClaimCommand implements Callable<Integer> {
    @ParentCommand
    private @Nullable Main server;

    @Option(
            names = "--password-of",
            paramLabel = "NAME",
            description = "set the password of this owner, who is made where there is none: asked for, or a line of the"
                    + " standard input. Also for a password or codes that are lost.")
    private @Nullable String name;

    @Override
    public Integer call() throws ConfigException, IOException, InterruptedException {
        return name == null ? link() : setPassword(name);
    }

    private int link() throws ConfigException, IOException, InterruptedException {
        try (OperatorClient client = Main.operator(server)) {
            JsonObject claim = client.order("POST", "/claim-code").getAsJsonObject();
            System.out.println(client.answeredAt() + claim.get("page").getAsString() + "#"
                    + claim.get("code").getAsString());
            System.err.println("Open this within half an hour, in a browser "
                    + (client.answeredOnLoopback() ? "of this machine" : "that reaches this address")
                    + "; whoever opens it first owns the server. Without a browser: rostrum server claim --password-of"
                    + " NAME");
            return Main.DONE;
        }
    }

    private int setPassword(String owner) throws ConfigException, IOException {
        if (server == null) {
            throw new IllegalStateException("claim command: no parent (expected: run below the server's command)");
        }
        ServerConfig config = server.serverConfig();
        if (config.database().url().isEmpty()) {
            DataDirectory.mustHaveServed(config.data());
        }
        Secret password = password(owner);
        Clock clock = Clock.systemUTC();
        try (Database database = Database.open(config.data(), config.database(), clock)) {
            Accounts accounts = new Accounts(
                    database, new PasswordHash(PasswordHash.Cost.DEFAULT), new AuditLog(database, clock), clock);
            return switch (accounts.setOwner(owner, password)) {
                case Answer.Given<Account>(Account account) -> {
                    System.err.println(account.name() + " owns the server and signs in with this password.");
                    yield Main.DONE;
                }
                case Answer.Refused<Account>(Answer.Why _, String words) -> {
                    System.err.println("rostrum server claim: " + words);
                    yield Main.WRONG_USAGE;
                }
            };
        }
    }

    @SuppressWarnings(
            "SystemConsoleNull") // the console of java.base, the default of JDK 25, is null without a terminal
    private static Secret password(String owner) throws IOException {
        Console console = System.console();
        if (console == null || !console.isTerminal()) {
            String line = new BufferedReader(new InputStreamReader(System.in, Charset.defaultCharset())).readLine();
            return new Secret(line == null ? "" : line);
        }
        char[] first = console.readPassword("Password of %s: ", owner);
        char[] second = console.readPassword("Once more: ");
        if (first == null || second == null || !Arrays.equals(first, second)) {
            throw new IOException("the two passwords differ; nothing was changed");
        }
        return new Secret(new String(first));
    }
}
