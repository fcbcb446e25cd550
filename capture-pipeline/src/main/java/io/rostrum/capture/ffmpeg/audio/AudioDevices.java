package io.rostrum.capture.ffmpeg.audio;

import static org.bytedeco.ffmpeg.global.avdevice.avdevice_free_list_devices;
import static org.bytedeco.ffmpeg.global.avdevice.avdevice_list_input_sources;
import static org.bytedeco.ffmpeg.global.avdevice.avdevice_register_all;
import static org.bytedeco.ffmpeg.global.avformat.av_find_input_format;

import io.rostrum.capture.audio.AudioSource;
import io.rostrum.capture.audio.source.AudioDevice;
import io.rostrum.capture.source.DeviceException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.bytedeco.ffmpeg.avdevice.AVDeviceInfo;
import org.bytedeco.ffmpeg.avdevice.AVDeviceInfoList;
import org.bytedeco.ffmpeg.avformat.AVInputFormat;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.PointerPointer;

/// The sound devices of this machine: PulseAudio's (or PipeWire's through its protocol), and ALSA's where no such
/// server runs.
///
/// Each call asks the system anew; it takes some milliseconds. Thread-safe.
public final class AudioDevices {
    static final String PULSE = "pulse";
    static final String ALSA = "alsa";
    /// In the id of every ALSA device that belongs to a card.
    private static final String ALSA_CARD = "CARD=";
    private static final String MONITOR_SUFFIX = ".monitor";
    /// What PulseAudio's input of libavdevice, as ALSA itself, calls the device that is the default at any time.
    private static final String FOLLOWS_DEFAULT = "default";

    private final String server;

    /// The PulseAudio server that the environment names.
    public AudioDevices() {
        this("");
    }

    /// @param server address of the PulseAudio server: `unix:/run/user/1000/pulse/native`; empty for the environment's
    public AudioDevices(String server) {
        this.server = server;
        avdevice_register_all();
    }

    /// {@return everything that can be recorded from, microphones first; empty when there is nothing}
    public List<AudioDevice> list() {
        return list(PulseListing.of(server));
    }

    private static List<AudioDevice> list(Optional<PulseListing> pulse) {
        return pulse.map(AudioDevices::devices).orElseGet(AudioDevices::alsa).stream()
                .sorted((a, b) -> a.kind().compareTo(b.kind()))
                .toList();
    }

    /// {@return a source for a device, which is looked for each time it is started}
    ///
    /// @param id the device's id or its name; empty for the system's default, also when that becomes another one:
    ///           then PulseAudio moves the recording, as it does when the device is pulled out
    public AudioSource device(String id) {
        return new DeviceAudioSource(id.isEmpty() ? "default device" : id, server, () -> find(id), false);
    }

    /// {@return a source for what the computer plays on its default output, also when that becomes another one: then
    /// this is lost, and hears the new one once it is started again}
    public AudioSource desktop() {
        return new DeviceAudioSource("desktop sound", server, this::findDesktop, true);
    }

    private AudioDevice find(String id) throws DeviceException {
        List<AudioDevice> devices = some(PulseListing.of(server));
        if (id.isEmpty()) {
            return devices.stream()
                    .filter(AudioDevice::isDefault)
                    .findFirst()
                    .map(AudioDevices::whateverIsDefault)
                    .orElseGet(devices::getFirst);
        }
        return devices.stream()
                .filter(device -> device.id().equals(id) || device.name().equals(id))
                .findFirst()
                .orElseThrow(() -> new DeviceException(
                        DeviceException.Reason.NOT_FOUND,
                        "audio device: " + id + " (expected: one of " + names(devices) + ")"));
    }

    /// Named by its own id a recording would stay with the device when the user chooses another default.
    private static AudioDevice whateverIsDefault(AudioDevice device) {
        return new AudioDevice(FOLLOWS_DEFAULT, device.name(), device.kind(), true, device.system());
    }

    private AudioDevice findDesktop() throws DeviceException {
        Optional<PulseListing> pulse = PulseListing.of(server);
        List<AudioDevice> devices = some(pulse);
        Optional<String> monitor = pulse.map(listing -> listing.defaultSink() + MONITOR_SUFFIX);
        return devices.stream()
                .filter(device -> monitor.isPresent() && device.id().equals(monitor.get()))
                .findFirst()
                .or(() -> devices.stream()
                        .filter(device -> device.kind() == AudioDevice.Kind.MONITOR)
                        .findFirst())
                .orElseThrow(() -> new DeviceException(
                        DeviceException.Reason.NOT_FOUND,
                        "desktop sound: no monitor (expected: a PulseAudio server with an output, found only "
                                + names(devices) + ")"));
    }

    private static List<AudioDevice> some(Optional<PulseListing> pulse) throws DeviceException {
        List<AudioDevice> devices = list(pulse);
        if (devices.isEmpty()) {
            throw new DeviceException(
                    DeviceException.Reason.NOT_FOUND,
                    "audio device: none on this machine (expected: a running PulseAudio or PipeWire server, or an ALSA"
                            + " card); start one, or choose testcard, tone or none");
        }
        return devices;
    }

    private static String names(List<AudioDevice> devices) {
        return devices.stream()
                .map(device -> device.id() + " (" + device.name() + ")")
                .collect(Collectors.joining(", "));
    }

    private static List<AudioDevice> devices(PulseListing listing) {
        return listing.sources().stream()
                .map(source -> device(source.id(), source.name(), source.id().equals(listing.defaultSource()), PULSE))
                .toList();
    }

    private static List<AudioDevice> alsa() {
        AVInputFormat format = av_find_input_format(ALSA);
        if (format == null || format.isNull()) {
            return List.of();
        }
        try (PointerPointer<AVDeviceInfoList> result = new PointerPointer<AVDeviceInfoList>(1).put(0, null)) {
            if (avdevice_list_input_sources(format, (BytePointer) null, /* options= */ null, result) < 0) {
                return List.of();
            }
            AVDeviceInfoList list = new AVDeviceInfoList(result.get(0));
            List<AudioDevice> devices = new ArrayList<>();
            for (int i = 0; i < list.nb_devices(); i++) {
                AVDeviceInfo info = list.devices(i);
                String id = text(info.device_name());
                boolean isDefault = i == list.default_device() || id.equals(FOLLOWS_DEFAULT);
                devices.add(device(id, text(info.device_description()), isDefault, ALSA));
            }
            avdevice_free_list_devices(result);
            onlyOfCards(devices);
            return devices;
        }
    }

    /// ALSA lists its plug-ins beside its cards: without a card there is nothing to record from.
    private static void onlyOfCards(List<AudioDevice> devices) {
        if (devices.stream().noneMatch(device -> device.id().contains(ALSA_CARD))) {
            devices.clear();
        }
        devices.removeIf(device -> !device.id().contains(ALSA_CARD) && !device.isDefault());
    }

    private static AudioDevice device(String id, String description, boolean isDefault, String system) {
        return new AudioDevice(
                id,
                description.lines().findFirst().orElse(id),
                id.endsWith(MONITOR_SUFFIX) ? AudioDevice.Kind.MONITOR : AudioDevice.Kind.INPUT,
                isDefault,
                system);
    }

    private static String text(BytePointer pointer) {
        return pointer == null || pointer.isNull() ? "" : pointer.getString();
    }
}
