package io.rostrum;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackages;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.core.importer.Location;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/// Which module and package may know what (ARCHITECTURE.md, ADR 0001).
@AnalyzeClasses(
        packages = "io.rostrum",
        importOptions = {ImportOption.DoNotIncludeTests.class, ArchitectureTest.WithoutTestJars.class})
final class ArchitectureTest {
    /// A module's tests also come as a jar.
    static final class WithoutTestJars implements ImportOption {
        @Override
        public boolean includes(Location location) {
            return !location.contains("-tests.jar");
        }
    }

    private static final String EFFECTS = "io.rostrum.effects..";
    private static final String PUSH = "io.rostrum.push..";
    private static final String CAPTURE = "io.rostrum.capture..";
    private static final String SERVER = "io.rostrum.server..";
    private static final String STUDIO = "io.rostrum.studio..";
    private static final String INSTALLER = "io.rostrum.installer..";
    private static final String FFMPEG = "org.bytedeco.ffmpeg..";
    private static final String OPENCV = "org.bytedeco.opencv..";

    @ArchTest
    static final ArchRule effectsKnowsPicturesOnly = classes()
            .that()
            .resideInAPackage(EFFECTS)
            .should()
            .onlyDependOnClassesThat(resideInAnyPackage(
                    EFFECTS,
                    "java..",
                    "javax.imageio..",
                    OPENCV,
                    "org.bytedeco.javacpp..",
                    "org.slf4j..",
                    "org.jspecify..",
                    "com.google.errorprone.annotations.."))
            .because("a filter must run in any program that has a picture, whatever captures, encodes or shows it");

    @ArchTest
    static final ArchRule picturesKnowNoFilter = noClasses()
            .that()
            .resideInAPackage("io.rostrum.effects.picture..")
            .should()
            .dependOnClassesThat(resideInAPackage(EFFECTS).and(resideOutsideOfPackages("io.rostrum.effects.picture..")))
            .because("every stage works on pictures, few on filters");

    @ArchTest
    static final ArchRule packetsKnowNoLibrary = classes()
            .that()
            .resideInAPackage("io.rostrum.push.packet..")
            .should()
            .onlyDependOnClassesThat(resideInAnyPackage(
                    "io.rostrum.push.packet..", "java..", "org.jspecify..", "com.google.errorprone.annotations.."))
            .because("encoders, recorders and targets share packets, and each has a library of its own");

    @ArchTest
    static final ArchRule pushClientHasNoMediaNatives = noClasses()
            .that()
            .resideInAPackage(PUSH)
            .should()
            .dependOnClassesThat(resideInAnyPackage("org.bytedeco..", "javafx..", EFFECTS, CAPTURE, SERVER, STUDIO))
            .because("the server stands on it and must run on a small headless machine");

    @ArchTest
    static final ArchRule captureHasNoNetworkCode = noClasses()
            .that()
            .resideInAPackage(CAPTURE)
            .should()
            .dependOnClassesThat(resideInAnyPackage(
                    "io.netty..", "java.net.http..", "com.sun.net.httpserver..", "javafx..", OPENCV, SERVER, STUDIO))
            .because("capture hands packets to targets and pictures to effects; it speaks no protocol itself");

    @ArchTest
    static final ArchRule ffmpegStaysInItsAdapter = noClasses()
            .that(resideOutsideOfPackages("io.rostrum.capture.ffmpeg.."))
            .should()
            .dependOnClassesThat()
            .resideInAPackage(FFMPEG)
            .because("native structures are owned in one place, where their return codes become words");

    @ArchTest
    static final ArchRule serverHasNoNatives = noClasses()
            .that()
            .resideInAPackage(SERVER)
            .should()
            .dependOnClassesThat(resideInAnyPackage("org.bytedeco..", "javafx..", EFFECTS, CAPTURE, STUDIO))
            .because("a crash of native code must never take viewers down");

    @ArchTest
    static final ArchRule sqlStaysInItsPackage = noClasses()
            .that()
            .resideInAPackage(SERVER)
            .and()
            .resideOutsideOfPackage("io.rostrum.server.data..")
            .should()
            .dependOnClassesThat(resideInAnyPackage("java.sql..", "javax.sql..", "org.sqlite..", "com.zaxxer.."))
            .because("statements are constants and values are bound where its Transaction takes them");

    @ArchTest
    static final ArchRule studioStartsTheServerAsAProcess = noClasses()
            .that()
            .resideInAPackage(STUDIO)
            .should()
            .dependOnClassesThat()
            .resideInAPackage(SERVER)
            .because("the bundled server outlives a crash of the studio");

    @ArchTest
    static final ArchRule installerLaysOutWhatOthersBuilt = noClasses()
            .that()
            .resideInAPackage(INSTALLER)
            .should()
            .dependOnClassesThat(
                    resideInAnyPackage(EFFECTS, PUSH, CAPTURE, SERVER, STUDIO, "org.bytedeco..", "javafx.."))
            .because("the set-up must run where the studio's natives do not load, and say so");

    @ArchTest
    static final ArchRule setupPlansWithoutAWindow = noClasses()
            .that()
            .resideInAnyPackage(
                    "io.rostrum.installer.setup.plan..",
                    "io.rostrum.installer.setup.check..",
                    "io.rostrum.installer.setup.work..")
            .should()
            .dependOnClassesThat(resideInAnyPackage("javax.swing..", "java.awt..", "com.formdev.."))
            .because("the same is done without a window");

    @ArchTest
    static final ArchRule packagesHaveNoCycles = slices().matching("io.rostrum.(*).(*)..")
            .should()
            .beFreeOfCycles()
            .because("a package that is part of a cycle can be understood only with all others of it");

    @ArchTest
    static final ArchRule noStaticState = fields().that()
            .areDeclaredInClassesThat()
            .resideInAPackage("io.rostrum..")
            .and()
            .areStatic()
            .should()
            .beFinal()
            .because("state belongs to an object with an owner");

    @ArchTest
    static final ArchRule namesSayWhatAClassIs = noClasses()
            .that()
            .resideInAPackage("io.rostrum..")
            .should()
            .haveNameMatching(".*(Util|Utils|Helper|Manager)")
            .because("such a name fits anything, so the class ends up holding anything");
}
