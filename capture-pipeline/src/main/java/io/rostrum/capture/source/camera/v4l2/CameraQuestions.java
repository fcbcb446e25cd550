package io.rostrum.capture.source.camera.v4l2;

import io.rostrum.capture.source.camera.CameraControl;
import io.rostrum.capture.source.camera.CameraFormat;
import io.rostrum.effects.picture.PictureSize;
import io.rostrum.push.packet.Rational;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/// What can be asked of one opened device, and set on it. Every list ends where the driver refuses, or at [#MOST].
final class CameraQuestions {
    /// Entries read of one list: a broken driver must not keep us forever.
    private static final int MOST = 256;

    /// What FFmpeg calls the formats of the kernel that cameras deliver; others cannot be opened here.
    private static final Map<String, String> ENCODINGS = Map.of(
            "MJPG", "mjpeg",
            "JPEG", "mjpeg",
            "YUYV", "yuyv422",
            "UYVY", "uyvy422",
            "NV12", "nv12",
            "YU12", "yuv420p",
            "BGR3", "bgr24",
            "RGB3", "rgb24",
            "GREY", "gray");

    /// Sizes offered of a device that takes any.
    private static final List<PictureSize> USUAL_SIZES = List.of(
            new PictureSize(640, 480),
            new PictureSize(640, 360),
            new PictureSize(800, 600),
            new PictureSize(960, 540),
            new PictureSize(1280, 720),
            new PictureSize(1920, 1080));

    private static final List<Rational> USUAL_RATES =
            List.of(new Rational(15, 1), new Rational(25, 1), new Rational(30, 1), new Rational(60, 1));

    private final DeviceFile device;
    private final Arena arena;

    /// @param arena holds what is read for as long as this is used
    CameraQuestions(DeviceFile device, Arena arena) {
        this.device = device;
        this.arena = arena;
    }

    /// {@return the card's name; empty for a device that gives no pictures: the second one of most cameras tells
    /// about pictures only}
    Optional<String> card() {
        MemorySegment capability = arena.allocate(V4l2.CAPABILITY);
        if (!device.control(V4l2.QUERYCAP_REQUEST, capability)) {
            return Optional.empty();
        }
        int all = V4l2.get(capability, V4l2.CAPABILITY, "capabilities");
        int own = (all & V4l2.CAP_DEVICE_CAPS) == 0 ? all : V4l2.get(capability, V4l2.CAPABILITY, "device_caps");
        return (own & V4l2.CAP_VIDEO_CAPTURE) == 0
                ? Optional.empty()
                : Optional.of(V4l2.text(capability, V4l2.CAPABILITY, "card"));
    }

    List<CameraFormat> formats() {
        List<CameraFormat> formats = new ArrayList<>();
        MemorySegment description = arena.allocate(V4l2.FMTDESC);
        for (int index = 0; index < MOST; index++) {
            V4l2.set(description, V4l2.FMTDESC, "index", index);
            V4l2.set(description, V4l2.FMTDESC, "type", V4l2.BUF_TYPE_VIDEO_CAPTURE);
            if (!device.control(V4l2.ENUM_FMT_REQUEST, description)) {
                break;
            }
            int code = V4l2.get(description, V4l2.FMTDESC, "pixelformat");
            String encoding = ENCODINGS.get(fourLetters(code));
            if (encoding != null) {
                boolean compressed = (V4l2.get(description, V4l2.FMTDESC, "flags") & V4l2.FMT_FLAG_COMPRESSED) != 0;
                for (PictureSize size : sizes(code)) {
                    for (Rational rate : rates(code, size)) {
                        formats.add(new CameraFormat(encoding, compressed, size, rate));
                    }
                }
            }
        }
        return formats.stream().distinct().toList();
    }

    /// The least significant byte comes first (v4l2_fourcc).
    private static String fourLetters(int code) {
        StringBuilder letters = new StringBuilder();
        for (int shift = 0; shift < Integer.SIZE; shift += Byte.SIZE) {
            letters.append((char) (code >>> shift & 0x7F));
        }
        return letters.toString();
    }

    private List<PictureSize> sizes(int code) {
        List<PictureSize> sizes = new ArrayList<>();
        MemorySegment each = arena.allocate(V4l2.FRMSIZEENUM);
        for (int index = 0; index < MOST; index++) {
            V4l2.set(each, V4l2.FRMSIZEENUM, "index", index);
            V4l2.set(each, V4l2.FRMSIZEENUM, "pixel_format", code);
            if (!device.control(V4l2.ENUM_FRAMESIZES_REQUEST, each)) {
                break;
            }
            if (V4l2.get(each, V4l2.FRMSIZEENUM, "type") != V4l2.TYPE_DISCRETE) {
                return USUAL_SIZES.stream().filter(size -> takes(each, size)).toList();
            }
            int width = V4l2.get(each, V4l2.FRMSIZEENUM, "size", "discrete", "width");
            int height = V4l2.get(each, V4l2.FRMSIZEENUM, "size", "discrete", "height");
            if (Math.min(width, height) > 0 && Math.max(width, height) <= PictureSize.MAX_SIDE) {
                sizes.add(new PictureSize(width, height));
            }
        }
        return sizes;
    }

    private static boolean takes(MemorySegment range, PictureSize size) {
        return fits(range, "width", size.width()) && fits(range, "height", size.height());
    }

    private static boolean fits(MemorySegment range, String side, int pixels) {
        int least = V4l2.get(range, V4l2.FRMSIZEENUM, "size", "stepwise", "min_" + side);
        int most = V4l2.get(range, V4l2.FRMSIZEENUM, "size", "stepwise", "max_" + side);
        int step = Math.max(1, V4l2.get(range, V4l2.FRMSIZEENUM, "size", "stepwise", "step_" + side));
        return pixels >= least && pixels <= most && (pixels - least) % step == 0;
    }

    private List<Rational> rates(int code, PictureSize size) {
        List<Rational> rates = new ArrayList<>();
        MemorySegment each = arena.allocate(V4l2.FRMIVALENUM);
        for (int index = 0; index < MOST; index++) {
            V4l2.set(each, V4l2.FRMIVALENUM, "index", index);
            V4l2.set(each, V4l2.FRMIVALENUM, "pixel_format", code);
            V4l2.set(each, V4l2.FRMIVALENUM, "width", size.width());
            V4l2.set(each, V4l2.FRMIVALENUM, "height", size.height());
            if (!device.control(V4l2.ENUM_FRAMEINTERVALS_REQUEST, each)) {
                break;
            }
            if (V4l2.get(each, V4l2.FRMIVALENUM, "type") != V4l2.TYPE_DISCRETE) {
                double longest = seconds(each, "max");
                double shortest = seconds(each, "min");
                return USUAL_RATES.stream()
                        .filter(rate -> 1 / rate.toDouble() >= shortest && 1 / rate.toDouble() <= longest)
                        .toList();
            }
            int seconds = V4l2.get(each, V4l2.FRMIVALENUM, "interval", "discrete", "numerator");
            int pictures = V4l2.get(each, V4l2.FRMIVALENUM, "interval", "discrete", "denominator");
            if (seconds > 0 && pictures > 0) {
                rates.add(new Rational(pictures, seconds));
            }
        }
        return rates;
    }

    private static double seconds(MemorySegment range, String end) {
        double numerator = V4l2.get(range, V4l2.FRMIVALENUM, "interval", "stepwise", end, "numerator");
        return numerator / V4l2.get(range, V4l2.FRMIVALENUM, "interval", "stepwise", end, "denominator");
    }

    List<CameraControl> controls() {
        List<CameraControl> controls = new ArrayList<>();
        forEachControl(query -> {
            control(query, V4l2.get(query, V4l2.QUERYCTRL, "id")).ifPresent(controls::add);
            return true;
        });
        return controls;
    }

    /// Sets a control.
    ///
    /// @return whether there is one of that name and the driver took the value
    boolean set(String name, int value) {
        boolean[] taken = new boolean[1];
        forEachControl(query -> {
            if (!V4l2.text(query, V4l2.QUERYCTRL, "name").equals(name)) {
                return true;
            }
            MemorySegment wanted = arena.allocate(V4l2.CONTROL);
            V4l2.set(wanted, V4l2.CONTROL, "id", V4l2.get(query, V4l2.QUERYCTRL, "id"));
            V4l2.set(wanted, V4l2.CONTROL, "value", value);
            taken[0] = device.control(V4l2.S_CTRL_REQUEST, wanted);
            return false;
        });
        return taken[0];
    }

    /// Shows the description of each control, until `look` has seen enough and says no.
    private void forEachControl(Predicate<MemorySegment> look) {
        MemorySegment query = arena.allocate(V4l2.QUERYCTRL);
        int id = 0;
        for (int count = 0; count < MOST; count++) {
            V4l2.set(query, V4l2.QUERYCTRL, "id", id | V4l2.CTRL_FLAG_NEXT_CTRL);
            if (!device.control(V4l2.QUERYCTRL_REQUEST, query)) {
                return;
            }
            id = V4l2.get(query, V4l2.QUERYCTRL, "id");
            if (!look.test(query)) {
                return;
            }
        }
    }

    private Optional<CameraControl> control(MemorySegment query, int id) {
        int type = V4l2.get(query, V4l2.QUERYCTRL, "type");
        int flags = V4l2.get(query, V4l2.QUERYCTRL, "flags");
        boolean number =
                type == V4l2.CTRL_TYPE_INTEGER || type == V4l2.CTRL_TYPE_BOOLEAN || type == V4l2.CTRL_TYPE_MENU;
        MemorySegment now = arena.allocate(V4l2.CONTROL);
        V4l2.set(now, V4l2.CONTROL, "id", id);
        if (!number
                || (flags & (V4l2.CTRL_FLAG_DISABLED | V4l2.CTRL_FLAG_INACTIVE)) != 0
                || !device.control(V4l2.G_CTRL_REQUEST, now)) {
            return Optional.empty();
        }
        int minimum = V4l2.get(query, V4l2.QUERYCTRL, "minimum");
        int maximum = V4l2.get(query, V4l2.QUERYCTRL, "maximum");
        return Optional.of(new CameraControl(
                V4l2.text(query, V4l2.QUERYCTRL, "name"),
                minimum,
                maximum,
                V4l2.get(query, V4l2.QUERYCTRL, "default_value"),
                V4l2.get(now, V4l2.CONTROL, "value"),
                type == V4l2.CTRL_TYPE_MENU ? choices(id, minimum, maximum) : List.of()));
    }

    /// An entry that the driver leaves out is named by its number.
    private List<String> choices(int id, int minimum, int maximum) {
        List<String> choices = new ArrayList<>();
        MemorySegment menu = arena.allocate(V4l2.QUERYMENU);
        for (int index = minimum; index <= maximum && choices.size() < MOST; index++) {
            V4l2.set(menu, V4l2.QUERYMENU, "id", id);
            V4l2.set(menu, V4l2.QUERYMENU, "index", index);
            choices.add(
                    device.control(V4l2.QUERYMENU_REQUEST, menu)
                            ? V4l2.text(menu, V4l2.QUERYMENU, "name")
                            : Integer.toString(index));
        }
        return choices;
    }
}
