package io.rostrum.studio.overlay;

import org.kordamp.ikonli.Ikon;
import org.kordamp.ikonli.fluentui.FluentUiFilledMZ;
import org.kordamp.ikonli.fluentui.FluentUiRegularAL;
import org.kordamp.ikonli.fluentui.FluentUiRegularMZ;
import org.kordamp.ikonli.javafx.FontIcon;

/// Every icon of the studio. All are of one pack, drawn for 16 and for 20 pixels, and have no other
/// size.
@SuppressWarnings("ImmutableEnumChecker") // what the fields hold are constants of the pack's own enums
public enum Glyph {
    ADD(FluentUiRegularAL.ADD_16, FluentUiRegularAL.ADD_20),
    BACKDROP(FluentUiRegularMZ.PERSON_16, FluentUiRegularMZ.PERSON_20),
    CAMERA(FluentUiRegularMZ.VIDEO_16, FluentUiRegularMZ.VIDEO_20),
    CHAT(FluentUiRegularAL.CHAT_16, FluentUiRegularAL.CHAT_20),
    CHECK(FluentUiRegularAL.CHECKMARK_16, FluentUiRegularAL.CHECKMARK_20),
    CHECK_CIRCLE(FluentUiRegularAL.CHECKMARK_CIRCLE_16, FluentUiRegularAL.CHECKMARK_CIRCLE_20),
    CHEVRON_DOWN(FluentUiRegularAL.CHEVRON_DOWN_16, FluentUiRegularAL.CHEVRON_DOWN_20),
    CHEVRON_LEFT(FluentUiRegularAL.CHEVRON_LEFT_16, FluentUiRegularAL.CHEVRON_LEFT_20),
    CHEVRON_RIGHT(FluentUiRegularAL.CHEVRON_RIGHT_16, FluentUiRegularAL.CHEVRON_RIGHT_20),
    CLOCK(FluentUiRegularAL.CLOCK_16, FluentUiRegularAL.CLOCK_20),
    CLOSE(FluentUiRegularAL.DISMISS_16, FluentUiRegularAL.DISMISS_20),
    COLOURS(FluentUiRegularAL.COLOR_LINE_16, FluentUiRegularAL.COLOR_LINE_20),
    COMMANDS(FluentUiRegularMZ.SEARCH_20, FluentUiRegularMZ.SEARCH_20),
    COMPARE(FluentUiRegularAL.CIRCLE_HALF_FILL_20, FluentUiRegularAL.CIRCLE_HALF_FILL_20),
    CONNECTING(FluentUiRegularAL.ARROW_SYNC_CIRCLE_16, FluentUiRegularAL.ARROW_SYNC_CIRCLE_20),
    COPY(FluentUiRegularAL.COPY_16, FluentUiRegularAL.COPY_20),
    CROP(FluentUiRegularAL.CROP_20, FluentUiRegularAL.CROP_20),
    DELAY(FluentUiRegularMZ.TIMER_16, FluentUiRegularMZ.TIMER_20),
    DELETE(FluentUiRegularAL.DELETE_16, FluentUiRegularAL.DELETE_20),
    DESTINATIONS(FluentUiRegularMZ.SEND_20, FluentUiRegularMZ.SEND_20),
    DOWN(FluentUiRegularAL.ARROW_DOWN_16, FluentUiRegularAL.ARROW_DOWN_20),
    EDIT(FluentUiRegularAL.EDIT_16, FluentUiRegularAL.EDIT_20),
    ERROR(FluentUiRegularAL.ERROR_CIRCLE_16, FluentUiRegularAL.ERROR_CIRCLE_20),
    FACE(FluentUiRegularAL.EMOJI_16, FluentUiRegularAL.EMOJI_20),
    FILM(FluentUiRegularMZ.VIDEO_CLIP_20, FluentUiRegularMZ.VIDEO_CLIP_20),
    FILTERS(FluentUiRegularMZ.MAGIC_WAND_16, FluentUiRegularMZ.MAGIC_WAND_20),
    FOLDER(FluentUiRegularAL.FOLDER_OPEN_16, FluentUiRegularAL.FOLDER_OPEN_20),
    GLOBE(FluentUiRegularAL.GLOBE_16, FluentUiRegularAL.GLOBE_20),
    GRIP(FluentUiRegularMZ.RE_ORDER_DOTS_20, FluentUiRegularMZ.RE_ORDER_DOTS_20),
    BLUR(FluentUiRegularAL.BLUR_16, FluentUiRegularAL.BLUR_20),
    HELP(FluentUiRegularMZ.QUESTION_CIRCLE_16, FluentUiRegularMZ.QUESTION_CIRCLE_20),
    HIDDEN(FluentUiRegularAL.EYE_HIDE_20, FluentUiRegularAL.EYE_HIDE_20),
    IMAGE(FluentUiRegularAL.IMAGE_16, FluentUiRegularAL.IMAGE_20),
    INFO(FluentUiRegularAL.INFO_16, FluentUiRegularAL.INFO_20),
    KEY(FluentUiRegularAL.KEY_20, FluentUiRegularAL.KEY_20),
    KEYBOARD(FluentUiRegularAL.KEYBOARD_20, FluentUiRegularAL.KEYBOARD_20),
    LEFT(FluentUiRegularAL.ARROW_LEFT_20, FluentUiRegularAL.ARROW_LEFT_20),
    LINK(FluentUiRegularAL.LINK_16, FluentUiRegularAL.LINK_20),
    LIVE(FluentUiRegularAL.LIVE_20, FluentUiRegularAL.LIVE_20),
    LOCK(FluentUiRegularAL.LOCK_16, FluentUiRegularAL.LOCK_20),
    MASK(FluentUiRegularMZ.SHAPES_16, FluentUiRegularMZ.SHAPES_20),
    MIC(FluentUiRegularMZ.MIC_ON_16, FluentUiRegularMZ.MIC_ON_20),
    MIC_OFF(FluentUiRegularMZ.MIC_OFF_16, FluentUiRegularMZ.MIC_OFF_20),
    MIXER(FluentUiRegularMZ.OPTIONS_16, FluentUiRegularMZ.OPTIONS_20),
    MOON(FluentUiRegularMZ.WEATHER_MOON_16, FluentUiRegularMZ.WEATHER_MOON_20),
    MORE(FluentUiRegularMZ.MORE_16, FluentUiRegularMZ.MORE_20),
    MULTIVIEW(FluentUiRegularAL.APPS_16, FluentUiRegularAL.APPS_20),
    MUSIC(FluentUiRegularMZ.MUSIC_20, FluentUiRegularMZ.MUSIC_20),
    NETWORK(FluentUiRegularMZ.WIFI_1_20, FluentUiRegularMZ.WIFI_1_20),
    OPEN(FluentUiRegularMZ.OPEN_16, FluentUiRegularMZ.OPEN_20),
    PAUSE(FluentUiRegularMZ.PAUSE_16, FluentUiRegularMZ.PAUSE_20),
    PEOPLE(FluentUiRegularMZ.PEOPLE_16, FluentUiRegularMZ.PEOPLE_20),
    PHONE(FluentUiRegularMZ.PHONE_MOBILE_20, FluentUiRegularMZ.PHONE_MOBILE_20),
    POWER(FluentUiRegularMZ.POWER_20, FluentUiRegularMZ.POWER_20),
    PROJECTOR(FluentUiRegularMZ.TV_16, FluentUiRegularMZ.TV_20),
    QR(FluentUiRegularMZ.QR_CODE_20, FluentUiRegularMZ.QR_CODE_20),
    RECORD(FluentUiFilledMZ.RECORD_16, FluentUiFilledMZ.RECORD_20),
    RENAME(FluentUiRegularMZ.RENAME_16, FluentUiRegularMZ.RENAME_20),
    REMOTE(FluentUiRegularAL.DIALPAD_20, FluentUiRegularAL.DIALPAD_20),
    REPLAY(FluentUiRegularAL.HISTORY_20, FluentUiRegularAL.HISTORY_20),
    RETRY(FluentUiRegularAL.ARROW_CLOCKWISE_20, FluentUiRegularAL.ARROW_CLOCKWISE_20),
    RIGHT(FluentUiRegularAL.ARROW_RIGHT_20, FluentUiRegularAL.ARROW_RIGHT_20),
    SCREEN(FluentUiRegularAL.DESKTOP_16, FluentUiRegularAL.DESKTOP_20),
    SCROLL(FluentUiRegularAL.ARROW_MOVE_20, FluentUiRegularAL.ARROW_MOVE_20),
    SETTINGS(FluentUiRegularMZ.SETTINGS_16, FluentUiRegularMZ.SETTINGS_20),
    SHARE(FluentUiRegularMZ.SHARE_ANDROID_20, FluentUiRegularMZ.SHARE_ANDROID_20),
    SHARPEN(FluentUiRegularMZ.PAINT_BRUSH_16, FluentUiRegularMZ.PAINT_BRUSH_20),
    SOURCES(FluentUiRegularAL.LAYER_20, FluentUiRegularAL.LAYER_20),
    SPEAKER(FluentUiRegularMZ.SPEAKER_16, FluentUiRegularMZ.SPEAKER_20),
    SPEAKER_OFF(FluentUiRegularMZ.SPEAKER_OFF_16, FluentUiRegularMZ.SPEAKER_OFF_20),
    STOP(FluentUiFilledMZ.STOP_16, FluentUiFilledMZ.STOP_20),
    STUDIO(FluentUiRegularMZ.SLIDE_LAYOUT_20, FluentUiRegularMZ.SLIDE_LAYOUT_20),
    SUN(FluentUiRegularMZ.WEATHER_SUNNY_20, FluentUiRegularMZ.WEATHER_SUNNY_20),
    SYSTEM_THEME(FluentUiRegularAL.COLOR_BACKGROUND_20, FluentUiRegularAL.COLOR_BACKGROUND_20),
    TAKE(FluentUiRegularMZ.PLAY_20, FluentUiRegularMZ.PLAY_20),
    TEST_CARD(FluentUiRegularAL.GRID_20, FluentUiRegularAL.GRID_20),
    TEXT(FluentUiRegularMZ.TEXT_FIELD_16, FluentUiRegularMZ.TEXT_FIELD_20),
    TRANSITION(FluentUiRegularAL.ARROW_SWAP_20, FluentUiRegularAL.ARROW_SWAP_20),
    UNLOCK(FluentUiRegularMZ.UNLOCK_20, FluentUiRegularMZ.UNLOCK_20),
    UP(FluentUiRegularAL.ARROW_UP_20, FluentUiRegularAL.ARROW_UP_20),
    VISIBLE(FluentUiRegularAL.EYE_SHOW_16, FluentUiRegularAL.EYE_SHOW_20),
    WARNING(FluentUiRegularMZ.WARNING_16, FluentUiRegularMZ.WARNING_20),
    WINDOW(FluentUiRegularMZ.WINDOW_20, FluentUiRegularMZ.WINDOW_20);

    private final Ikon drawnFor16;
    private final Ikon drawnFor20;

    Glyph(Ikon drawnFor16, Ikon drawnFor20) {
        this.drawnFor16 = drawnFor16;
        this.drawnFor20 = drawnFor20;
    }

    /// {@return a new icon of 16 pixels, for beside a text; its colour is that of the style class
    /// `glyph`}
    public FontIcon small() {
        return icon(drawnFor16, 16);
    }

    /// {@return a new icon of 20 pixels, for a button of its own}
    public FontIcon large() {
        return icon(drawnFor20, 20);
    }

    /// Makes an icon of [#small()] this one.
    public void becomeSmall(FontIcon icon) {
        if (!drawnFor16.equals(icon.getIconCode())) {
            icon.setIconCode(drawnFor16);
        }
    }

    /// Makes an icon of [#large()] this one.
    public void becomeLarge(FontIcon icon) {
        if (!drawnFor20.equals(icon.getIconCode())) {
            icon.setIconCode(drawnFor20);
        }
    }

    private static FontIcon icon(Ikon drawing, int pixels) {
        FontIcon icon = new FontIcon(drawing);
        icon.setIconSize(pixels);
        icon.getStyleClass().add("glyph");
        return icon;
    }
}
