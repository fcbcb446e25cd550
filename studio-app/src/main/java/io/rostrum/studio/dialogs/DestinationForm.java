package io.rostrum.studio.dialogs;

import static io.rostrum.studio.words.Wording.tr;

import io.rostrum.capture.audio.mixer.TrackSet;
import io.rostrum.capture.encode.VideoSettings;
import io.rostrum.effects.picture.PictureSize;
import io.rostrum.push.target.PushUrl;
import io.rostrum.studio.engine.DeliverySetting;
import io.rostrum.studio.engine.DestinationSetting;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What was typed about a destination, and what is wrong with it. The key is a secret: it is in no text made of
/// this.
///
/// @param name    shown to the user
/// @param address without the key
/// @param key     the stream key
/// @param adapt   a value of [DeliverySetting#adapt()]
/// @param floor   lowest bit rate, kilobits a second; empty for the usual
/// @param backup  second address, without the key; empty for none
/// @param ownSize `1280x720` for an encoder of its own; empty for the programme's
/// @param ownRate bit rate for an encoder of its own, kilobits a second; empty for the programme's
/// @param byServer whether the bundled server sends it on
/// @param delay   seconds; empty for none
/// @param start   a value of [DeliverySetting#starts()]
/// @param minutes after which it ends by itself; empty for never
/// @param watermark drawn over what is sent there
/// @param track   number of the sound's
/// @param second  whether it gets the second canvas
record DestinationForm(
        String name,
        String address,
        String key,
        String adapt,
        String floor,
        String backup,
        String ownSize,
        String ownRate,
        boolean byServer,
        String delay,
        String start,
        String minutes,
        WatermarkForm watermark,
        String track,
        boolean second) {
    private static final int MOST_MINUTES = 24 * 60;
    private static final int LEAST_KILOBITS = VideoSettings.LOWEST_BIT_RATE / 1000;
    private static final int MOST_KILOBITS = 100_000;

    DestinationForm(String name, String address, String key) {
        this(
                name,
                address,
                key,
                DeliverySetting.AUTO,
                "",
                "",
                "",
                "",
                false,
                "",
                DeliverySetting.AS_SWITCHED,
                "",
                WatermarkForm.NONE,
                String.valueOf(TrackSet.FIRST),
                /* second= */ false);
    }

    static final DestinationForm EMPTY = new DestinationForm("", "", "");

    /// As [PushUrl] refuses: what, what was found, what is expected.
    private static final Pattern REFUSAL = Pattern.compile("target address, (\\w+): (.*) \\(expected: (.*)\\)");

    static DestinationForm of(DestinationSetting setting) {
        DeliverySetting delivery = setting.delivery();
        return new DestinationForm(
                setting.name(),
                setting.address(),
                setting.key(),
                delivery.adapt(),
                kilobits(delivery.floorBitsPerSecond()),
                delivery.backup(),
                delivery.ownSize(),
                kilobits(delivery.ownBitsPerSecond()),
                delivery.byServer(),
                orEmpty(delivery.delaySeconds()),
                delivery.starts(),
                orEmpty(delivery.minutes()),
                WatermarkForm.of(delivery.watermark()),
                String.valueOf(delivery.heard()),
                delivery.secondCanvas());
    }

    private static String orEmpty(int number) {
        return number == 0 ? "" : String.valueOf(number);
    }

    private static String kilobits(int bitsPerSecond) {
        return bitsPerSecond == 0 ? "" : String.valueOf(bitsPerSecond / 1000);
    }

    Optional<String> nameTrouble() {
        return name.isBlank() ? Optional.of(tr("Give it a name that you will recognise.")) : Optional.empty();
    }

    Optional<String> addressTrouble() {
        String plain = plainAddress();
        return plain.isEmpty()
                ? Optional.of(tr("Where does it go? An address looks like rtmp://host/app."))
                : trouble(plain);
    }

    Optional<String> backupTrouble() {
        return backup.isBlank() ? Optional.empty() : trouble(plain(backup));
    }

    Optional<String> floorTrouble() {
        return rateTrouble(floor);
    }

    Optional<String> ownRateTrouble() {
        return rateTrouble(ownRate);
    }

    Optional<String> ownSizeTrouble() {
        if (ownSize.isBlank()) {
            return Optional.empty();
        }
        try {
            PictureSize size = PictureSize.parse(ownSize.strip());
            if (size.width() % 2 == 0 && size.height() % 2 == 0) {
                return Optional.empty();
            }
        } catch (IllegalArgumentException _) {
            // said below
        }
        return Optional.of(tr("That is no size. It looks like 1280x720, both numbers even."));
    }

    Optional<String> delayTrouble() {
        return within(delay, DeliverySetting.LONGEST_DELAY)
                ? Optional.empty()
                : Optional.of(
                        tr("That is no delay. A number from 0 to {0}, in seconds.", DeliverySetting.LONGEST_DELAY));
    }

    Optional<String> minutesTrouble() {
        return within(minutes, MOST_MINUTES)
                ? Optional.empty()
                : Optional.of(tr("That is no time. A number from 0 to {0}, in minutes.", MOST_MINUTES));
    }

    private static boolean within(String typed, int most) {
        try {
            return number(typed) >= 0 && number(typed) <= most;
        } catch (NumberFormatException e) {
            return false;
        }
    }

    private static int number(String typed) {
        return typed.isBlank() ? 0 : Integer.parseInt(typed.strip());
    }

    private static Optional<String> rateTrouble(String typed) {
        if (typed.isBlank()) {
            return Optional.empty();
        }
        try {
            int kilobits = Integer.parseInt(typed.strip());
            if (kilobits >= LEAST_KILOBITS && kilobits <= MOST_KILOBITS) {
                return Optional.empty();
            }
        } catch (NumberFormatException _) {
            // said below
        }
        return Optional.of(
                tr("That is no bit rate. A number from {0} to {1}, in kbit/s.", LEAST_KILOBITS, MOST_KILOBITS));
    }

    private static Optional<String> trouble(String plain) {
        if (plain.chars().anyMatch(Character::isWhitespace)) {
            return Optional.of(tr("There is a space in the address. Paste it again."));
        }
        try {
            PushUrl.parse(plain + "/key");
            return Optional.empty();
        } catch (IllegalArgumentException refused) {
            return Optional.of(inWords(String.valueOf(refused.getMessage())));
        }
    }

    Optional<String> keyTrouble() {
        String plain = key.strip();
        if (plain.isEmpty()) {
            return Optional.of(tr("Without its key nobody may send there. Paste it here."));
        }
        if (plain.toLowerCase(Locale.ROOT).matches("(rtmps?|https?|srt)://.*")) {
            return Optional.of(tr("That is an address, not a key. The address goes into the field above."));
        }
        if (plain.chars().anyMatch(Character::isWhitespace)) {
            return Optional.of(tr("There is a space in the key. Paste it again."));
        }
        if (addressTrouble().isPresent()) {
            return Optional.empty();
        }
        try {
            PushUrl.parse(plainAddress() + "/" + plain);
            return Optional.empty();
        } catch (IllegalArgumentException _) {
            return Optional.of(tr("That is no key. Paste it again, whole and alone."));
        }
    }

    /// {@return whether it can be saved}
    boolean valid() {
        return nameTrouble().isEmpty()
                && addressTrouble().isEmpty()
                && keyTrouble().isEmpty()
                && floorTrouble().isEmpty()
                && backupTrouble().isEmpty()
                && ownSizeTrouble().isEmpty()
                && ownRateTrouble().isEmpty()
                && delayTrouble().isEmpty()
                && minutesTrouble().isEmpty()
                && watermark.valid();
    }

    /// {@return whether the key would travel readable over a network that others use}
    boolean readableOnTheWay() {
        if (addressTrouble().isPresent()) {
            return false;
        }
        PushUrl url = PushUrl.parse(plainAddress() + "/key");
        String host = url.host();
        boolean here = host.equals("localhost") || host.startsWith("127.") || host.equals("::1");
        return !url.tls() && !here;
    }

    /// {@return this with a key taken out of the address, where somebody pasted both together}
    DestinationForm untangled() {
        if (!key.isBlank()) {
            return this;
        }
        StreamingService service = StreamingService.of(address);
        return service.keyWithin(address)
                .map(found -> new DestinationForm(
                        name,
                        service.address(),
                        found,
                        adapt,
                        floor,
                        backup,
                        ownSize,
                        ownRate,
                        byServer,
                        delay,
                        start,
                        minutes,
                        watermark,
                        track,
                        second))
                .orElse(this);
    }

    /// {@return to be saved; only when [#valid()]}
    DestinationSetting setting(String id, boolean enabled) {
        DeliverySetting delivery = new DeliverySetting(
                adapt,
                bits(floor),
                plain(backup),
                ownSize.strip(),
                bits(ownRate),
                byServer,
                number(delay),
                start,
                number(minutes),
                watermark.setting(),
                Integer.parseInt(track),
                second);
        return new DestinationSetting(id, name.strip(), plainAddress(), key.strip(), enabled, delivery);
    }

    private static int bits(String kilobits) {
        return kilobits.isBlank() ? 0 : 1000 * Integer.parseInt(kilobits.strip());
    }

    private String plainAddress() {
        return plain(address);
    }

    private static String plain(String typed) {
        String plain = typed.strip();
        int end = plain.length();
        while (end > 0
                && plain.charAt(end - 1) == '/'
                && !plain.substring(0, end).endsWith("://")) {
            end--;
        }
        return plain.substring(0, end);
    }

    private static String inWords(String refusal) {
        Matcher matcher = REFUSAL.matcher(refusal);
        if (!matcher.matches()) {
            return tr("That is no address. It looks like rtmp://host/app.");
        }
        String found = matcher.group(2);
        return switch (matcher.group(1)) {
            case "scheme" ->
                found.equals("none")
                        ? tr("Start with rtmp:// or rtmps://.")
                        : tr("“{0}://” is not sent to from here. Start with rtmp:// or rtmps://.", found);
            case "host" -> tr("The name of the server is missing or wrong. It looks like rtmp://host/app.");
            case "port" -> tr("Port “{0}” does not exist. A port is a number from 1 to 65535.", found);
            default -> tr("The application behind the server's name is missing. It looks like rtmp://host/app.");
        };
    }

    @Override
    public String toString() {
        return "DestinationForm[name=" + name + ", address=" + address + ", key=***]";
    }
}
