package io.rostrum.server.playback;

import io.rostrum.server.auth.AddressRange;
import java.net.InetAddress;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/// From where one may play, or publish. What is denied is denied, also where it is allowed besides;
/// where something is allowed, what is not is denied. Immutable.
///
/// @param allowed        networks; empty for all
/// @param denied         networks
/// @param countries      ISO 3166-1 codes that are allowed; empty for all
/// @param notFrom        ISO 3166-1 codes that are denied
/// @param unknownCountry whether an address passes whose country nobody knows, where countries count
public record AddressRules(
        List<AddressRange> allowed,
        List<AddressRange> denied,
        Set<String> countries,
        Set<String> notFrom,
        boolean unknownCountry) {
    public static final AddressRules NONE =
            new AddressRules(List.of(), List.of(), Set.of(), Set.of(), /* unknownCountry= */ true);

    public AddressRules {
        allowed = List.copyOf(allowed);
        denied = List.copyOf(denied);
        countries = Set.copyOf(countries);
        notFrom = Set.copyOf(notFrom);
    }

    boolean isEmpty() {
        return allowed.isEmpty() && denied.isEmpty() && !asksCountries();
    }

    /// {@return whether countries count}
    public boolean asksCountries() {
        return !countries.isEmpty() || !notFrom.isEmpty();
    }

    /// {@return why an address does not pass, in words for whoever has it; empty if it does}
    ///
    /// @param countryOf tells an address' country, where it is known
    Optional<String> objection(InetAddress address, Function<InetAddress, Optional<String>> countryOf) {
        if (contains(denied, address) || (!allowed.isEmpty() && !contains(allowed, address))) {
            return Optional.of("This is not allowed from your network.");
        }
        if (!asksCountries()) {
            return Optional.empty();
        }
        Optional<String> country = countryOf.apply(address);
        boolean passes = country.map(
                        code -> !notFrom.contains(code) && (countries.isEmpty() || countries.contains(code)))
                .orElse(unknownCountry);
        return passes ? Optional.empty() : Optional.of("This is not allowed from your country.");
    }

    private static boolean contains(List<AddressRange> ranges, InetAddress address) {
        for (AddressRange range : ranges) {
            if (range.contains(address)) {
                return true;
            }
        }
        return false;
    }

    /// {@return the code of a country in capital letters; empty if it is none}
    public static Optional<String> country(String text) {
        String code = text.strip().toUpperCase(Locale.ROOT);
        return code.matches("[A-Z]{2}") ? Optional.of(code) : Optional.empty();
    }
}
