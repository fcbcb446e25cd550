package io.rostrum.installer.setup;

import io.rostrum.installer.setup.check.Finding;
import io.rostrum.installer.setup.check.FolderCheck;
import io.rostrum.installer.setup.check.PortCheck;
import io.rostrum.installer.setup.check.Verdict;
import io.rostrum.installer.setup.plan.Choices;
import io.rostrum.installer.setup.plan.Manifest;
import io.rostrum.installer.setup.plan.Part;
import io.rostrum.installer.setup.plan.Plan;
import io.rostrum.installer.setup.plan.ServiceKind;
import io.rostrum.installer.setup.work.Progress;
import java.io.Console;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// The set-up without a window: says what it does, line by line.
final class Headless {
    private final Setup setup;
    private final PrintStream out;
    private final PrintStream err;

    /// What the command line asks for; what it does not name stays as it is, or as suggested.
    ///
    /// @param parts  none: those that are installed, or all
    /// @param prefix folder of the installation
    /// @param check  whether the doctor looks at the machine before
    record Wishes(
            Set<Part> parts,
            Path prefix,
            Optional<String> data,
            Optional<String> http,
            Optional<String> rtmp,
            Optional<Boolean> network,
            Optional<String> service,
            boolean check,
            boolean uninstall,
            boolean yes) {}

    /// A wish that cannot be had; the message is for the user.
    private static final class WrongWish extends Exception {
        private static final long serialVersionUID = 1L;

        WrongWish(String words) {
            super(words);
        }
    }

    Headless(Setup setup, PrintStream out, PrintStream err) {
        this.setup = setup;
        this.out = out;
        this.err = err;
    }

    /// {@return the exit code}
    int run(Wishes wishes) throws IOException, InterruptedException {
        try {
            Plan plan = wishes.uninstall() ? setup.uninstall() : install(wishes);
            if (!agreed(wishes)) {
                out.println("Nothing was changed.");
                return SetupCommand.DONE;
            }
            setup.carryOut(plan, new Spoken());
            plan.notes().forEach(out::println);
            out.println(
                    wishes.uninstall()
                            ? "Rostrum is uninstalled."
                            : "Rostrum " + setup.image().version() + " is installed.");
            return SetupCommand.DONE;
        } catch (WrongWish e) {
            return SetupCommand.usage(String.valueOf(e.getMessage()));
        } catch (IOException e) {
            err.println("rostrum setup: " + e.getMessage() + ". Everything is as it was before.");
            return SetupCommand.FAILED;
        }
    }

    private Plan install(Wishes wishes) throws IOException, InterruptedException, WrongWish {
        Choices choices = choices(wishes);
        if (wishes.check()) {
            examine();
        }
        choices.parts().stream().sorted().forEach(part -> out.println("Installs  the " + part.word()));
        out.println("Programs  " + (setup.image().managed() ? setup.image().root() : choices.prefix()));
        if (choices.has(Part.SERVER)) {
            out.println("Data      " + choices.data());
            out.println("Ports     " + choices.httpPort() + " for pages, " + choices.rtmpPort()
                    + " for the ingest, reached by "
                    + (choices.network() ? "other computers in the network" : "this computer only"));
            out.println("Service   " + choices.service().word());
        }
        return setup.install(choices);
    }

    private Choices choices(Wishes wishes) throws IOException, InterruptedException, WrongWish {
        Optional<Manifest> installed = setup.installed();
        Choices choices = installed
                .map(Manifest::choices)
                .orElseGet(
                        () -> Choices.suggested(setup.image(), setup.places()).withPrefix(wishes.prefix()));
        if (!wishes.parts().isEmpty()) {
            choices = choices.withParts(wishes.parts());
        }
        for (Part part : choices.parts()) {
            if (!setup.image().parts().contains(part)) {
                throw new WrongWish("the " + part.word()
                        + " is not part of this copy (expected: start set-up from the whole download)");
            }
        }
        if (!setup.image().managed()) {
            need("--prefix " + choices.prefix(), FolderCheck.prefix(choices.prefix(), setup.image()));
        }
        if (!choices.has(Part.SERVER)) {
            return choices.withService(ServiceKind.NONE);
        }
        Path home = Path.of(System.getProperty("user.home"));
        if (wishes.data().isPresent()) {
            String text = wishes.data().get();
            choices = choices.withData(FolderCheck.parse(text, home)
                    .orElseThrow(() -> new WrongWish("--data " + text + " (expected: a whole path)")));
        }
        need("--data " + choices.data(), FolderCheck.data(choices.data(), choices.prefix()));
        return service(
                ports(choices.withNetwork(wishes.network().orElse(choices.network())), wishes, installed), wishes);
    }

    private Choices ports(Choices choices, Wishes wishes, Optional<Manifest> installed) throws WrongWish {
        String http = wishes.http().orElse(Integer.toString(choices.httpPort()));
        String rtmp = wishes.rtmp().orElse(Integer.toString(choices.rtmpPort()));
        Set<Integer> ours = installed
                .filter(before -> before.choices().has(Part.SERVER))
                .map(before ->
                        Set.of(before.choices().httpPort(), before.choices().rtmpPort()))
                .orElse(Set.of());
        PortCheck check = new PortCheck(setup.places().root(), ours);
        need("--http " + http, check.check(http, rtmp));
        need("--rtmp " + rtmp, check.check(rtmp, http));
        return choices.withPorts(
                PortCheck.parse(http).orElseThrow(), PortCheck.parse(rtmp).orElseThrow());
    }

    private Choices service(Choices choices, Wishes wishes) throws InterruptedException, WrongWish {
        ServiceKind kind = choices.service();
        if (wishes.service().isPresent()) {
            String word = wishes.service().get();
            kind = SetupCommand.serviceKind(word)
                    .orElseThrow(() -> new WrongWish("--service " + word + " (expected: none, user or system)"));
        }
        if (kind != ServiceKind.NONE) {
            need("--service " + kind.word(), setup.services().check(kind));
        }
        return choices.withService(kind);
    }

    private static void need(String option, Verdict verdict) throws WrongWish {
        if (verdict.isProblem()) {
            String words = verdict.words();
            throw new WrongWish(option + ": " + (words.endsWith(".") ? words.substring(0, words.length() - 1) : words));
        }
    }

    private void examine() throws InterruptedException {
        out.println("Looking at this computer");
        try {
            List<String> lines = new ArrayList<>();
            for (Finding finding : setup.examine()) {
                String sign = switch (finding.health()) {
                    case GOOD -> "  ok       ";
                    case LACKING -> "  lacking  ";
                    case MISSING -> "  MISSING  ";
                };
                lines.add(sign + finding.topic() + ": " + finding.found()
                        + (finding.remedy().isEmpty() ? "" : " → " + finding.remedy()));
            }
            lines.forEach(out::println);
        } catch (IOException e) {
            out.println("  The check did not work (" + e.getMessage() + "); the installation goes on without it.");
        }
    }

    @SuppressWarnings("SystemConsoleNull") // without a terminal it may be null again since JDK 25
    private boolean agreed(Wishes wishes) throws WrongWish {
        if (wishes.yes()) {
            return true;
        }
        Console console = System.console();
        if (console == null || !console.isTerminal()) {
            throw new WrongWish("nobody can be asked here (expected: --yes)");
        }
        String answer = console.readLine(wishes.uninstall() ? "Uninstall? [y/N] " : "Go on? [y/N] ");
        return answer != null && answer.strip().matches("(?i)y(es)?");
    }

    private final class Spoken implements Progress {
        @Override
        public void step(String words, double done) {
            out.printf("%3.0f %%  %s%n", done * 100, words);
        }

        @Override
        public void trouble(String sentence) {
            err.println("rostrum setup: " + sentence);
        }

        @Override
        public boolean cancelled() {
            return false;
        }
    }
}
