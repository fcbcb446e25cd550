package io.rostrum.server.config;

import io.rostrum.server.account.AccountConfig;
import io.rostrum.server.auth.Secret;
import io.rostrum.server.chat.ChatConfig;
import io.rostrum.server.classroom.ClassConfig;
import io.rostrum.server.data.DatabaseConfig;
import java.time.Duration;
import java.util.Optional;

/// What the configuration says about database, accounts, chat and classes.
final class AccountSettings {
    private AccountSettings() {}

    static DatabaseConfig database(Settings settings) throws ConfigException {
        String text = settings.text("database.url", "").strip();
        Optional<Secret> url = text.isEmpty() ? Optional.empty() : Optional.of(new Secret(text));
        if (url.isPresent() && !DatabaseConfig.isUrl(url.get())) {
            throw settings.refuseSecret("database.url", DatabaseConfig.GRAMMAR);
        }
        return new DatabaseConfig(
                url, settings.number("database.backup_days", DatabaseConfig.DEFAULT.backupDays(), 0, 3_650));
    }

    static AccountConfig accounts(Settings settings) throws ConfigException {
        AccountConfig otherwise = AccountConfig.DEFAULT;
        Duration longest = settings.duration(
                "accounts.session_longest", otherwise.sessionLongest(), Duration.ofMinutes(5), Duration.ofDays(366));
        return new AccountConfig(
                settings.duration("accounts.session_idle", otherwise.sessionIdle(), Duration.ofMinutes(1), longest),
                longest,
                settings.truth("accounts.unclaimed_network", otherwise.unclaimedNetwork()));
    }

    static ChatConfig chat(Settings settings) throws ConfigException {
        ChatConfig otherwise = ChatConfig.DEFAULT;
        return new ChatConfig(
                settings.truth("chat.enabled", otherwise.enabled()),
                Duration.ofDays(
                        settings.number("chat.keep_days", (int) otherwise.keep().toDays(), 1, 3_650)));
    }

    static ClassConfig classes(Settings settings) throws ConfigException {
        return new ClassConfig(Duration.ofDays(settings.number(
                "classes.keep_days", (int) ClassConfig.DEFAULT.keep().toDays(), 1, 3_650)));
    }
}
