package io.rostrum.studio.cli;

import io.rostrum.capture.source.camera.CameraChoice;
import io.rostrum.capture.source.camera.CameraControl;
import io.rostrum.capture.source.camera.CameraDevices;
import io.rostrum.capture.source.camera.CameraFormat;
import io.rostrum.capture.source.camera.CameraInfo;
import io.rostrum.capture.source.camera.CameraSource;
import io.rostrum.effects.picture.PictureSize;
import io.rostrum.push.packet.Rational;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// Looks at each camera: takes a picture, and says what it delivers and what can be set on it.
final class CameraExamination {
    private static final String TOPIC = "camera";
    private static final PictureSize USUAL_SIZE = new PictureSize(1280, 720);
    private static final Rational USUAL_RATE = new Rational(30, 1);

    private CameraExamination() {}

    static List<Finding> run(CameraDevices devices) {
        List<Finding> findings = new ArrayList<>();
        for (CameraInfo camera : devices.list()) {
            findings.add(picture(devices, camera));
            if (!camera.formats().isEmpty()) {
                findings.add(Finding.good("camera formats", formats(camera.formats())));
            }
            List<CameraControl> controls = devices.driver().controls(camera);
            if (!controls.isEmpty()) {
                findings.add(Finding.good(
                        "camera controls",
                        controls.stream().map(CameraControl::toString).collect(Collectors.joining(", "))));
            }
        }
        if (findings.isEmpty()) {
            findings.add(Finding.lacking(TOPIC, "none", "plug one in, or use --video testcard, screen or a file"));
        }
        return findings;
    }

    private static Finding picture(CameraDevices devices, CameraInfo camera) {
        Finding tried = Examination.firstPicture(
                TOPIC,
                pool -> new CameraSource(devices, new CameraChoice(camera.id()), USUAL_SIZE, USUAL_RATE, pool),
                "another program may hold it");
        return new Finding(
                TOPIC,
                tried.health(),
                camera.name() + " (" + camera.id() + ", " + camera.address() + "): " + tried.found(),
                tried.remedy());
    }

    /// {@return each encoding with its sizes, and of each size the highest rate}
    private static String formats(List<CameraFormat> formats) {
        Map<String, Map<PictureSize, Rational>> byEncoding = new LinkedHashMap<>();
        for (CameraFormat format : formats) {
            byEncoding
                    .computeIfAbsent(format.encoding(), _ -> new LinkedHashMap<>())
                    .merge(format.size(), format.rate(), (a, b) -> a.toDouble() >= b.toDouble() ? a : b);
        }
        return byEncoding.entrySet().stream()
                .map(encoding -> encoding.getKey() + " "
                        + encoding.getValue().entrySet().stream()
                                .map(size -> size.getKey() + "@" + size.getValue())
                                .collect(Collectors.joining(", ")))
                .collect(Collectors.joining("; "));
    }
}
