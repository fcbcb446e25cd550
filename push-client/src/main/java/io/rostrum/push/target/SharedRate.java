package io.rostrum.push.target;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/// The rate of the pictures that several targets share: what the user has set, or less while the uplink of a target
/// that
/// may lower it takes no more. Targets that may not, lose pictures instead, by themselves.
///
/// Thread-safe. The listener is called with a lock held: it hands on, and never blocks.
public final class SharedRate {
    /// Whether a target may lower the pictures of all that share them.
    public enum Say {
        /// Only while no other target is sent to.
        WHEN_ALONE,
        ALWAYS,
        NEVER
    }

    /// A rate that is lower than the user wants.
    ///
    /// @param name          of the target that asks for it
    /// @param bitsPerSecond of the pictures
    /// @param uplinkBits    what its uplink was found to take, pictures and sound
    public record Lowered(String name, int bitsPerSecond, int uplinkBits) {}

    /// What the pictures are to take now.
    ///
    /// @param bitsPerSecond of the pictures
    /// @param lowered       why it is less than the user wants; empty when it is not
    public record Rate(int bitsPerSecond, Optional<Lowered> lowered) {}

    private final List<Member> members = new ArrayList<>();
    private final Consumer<Rate> listener;
    private int ceiling;
    private Rate now;

    /// @param ceiling  what the user wants, bits a second
    /// @param listener told of every change; any thread
    public SharedRate(int ceiling, Consumer<Rate> listener) {
        this.ceiling = ceiling;
        this.listener = listener;
        this.now = new Rate(ceiling, Optional.empty());
    }

    /// The user wants another rate.
    public synchronized void ceiling(int bitsPerSecond) {
        ceiling = bitsPerSecond;
        members.forEach(member -> member.controller.ceiling(bitsPerSecond));
        settle();
    }

    public synchronized Rate rate() {
        return now;
    }

    /// Takes part, from now until [Member#leave].
    ///
    /// @param name  of the target, in words for the user
    /// @param floor bits a second; below this, pictures are left out instead
    /// @return to be given to the target as a listener
    public synchronized Member join(String name, Say say, int floor) {
        Member member = new Member(name, say, new BitrateController(floor, ceiling));
        members.add(member);
        settle();
        return member;
    }

    private void settle() {
        long sentTo = members.stream().filter(member -> member.sentTo).count();
        int least = ceiling;
        Optional<Lowered> lowered = Optional.empty();
        for (Member member : members) {
            boolean mayLower = switch (member.say) {
                case ALWAYS -> true;
                case WHEN_ALONE -> sentTo <= 1;
                case NEVER -> false;
            };
            if (!mayLower) {
                member.controller.forget();
            }
            member.mayLower = mayLower;
            int wanted = member.controller.bitsPerSecond();
            boolean counts = member.live || (member.sentTo && sentTo <= 1); // one that is away holds up nobody else
            if (counts && wanted < least) {
                least = wanted;
                lowered = Optional.of(new Lowered(
                        member.name, wanted, member.controller.width().orElse(wanted)));
            }
        }
        Rate next = new Rate(least, lowered);
        if (next.bitsPerSecond() != now.bitsPerSecond()
                || next.lowered().isPresent() != now.lowered().isPresent()) {
            now = next;
            listener.accept(next);
        }
    }

    /// One target's part.
    public final class Member implements PushListener {
        private final String name;
        private final Say say;
        private final BitrateController controller;
        private boolean sentTo = true;
        private boolean live;
        private boolean mayLower;

        private Member(String name, Say say, BitrateController controller) {
            this.name = name;
            this.say = say;
            this.controller = controller;
        }

        @Override
        public void stateChanged(PushState state) {
            synchronized (SharedRate.this) {
                live = state instanceof PushState.Live;
                switch (state) {
                    case PushState.Live _, PushState.Connecting _ -> sentTo = true;
                    case PushState.Waiting _ -> controller.disconnected(System.nanoTime());
                    case PushState.Idle _, PushState.Failed _ -> {
                        sentTo = false;
                        controller.forget();
                    }
                }
                settle();
            }
        }

        @Override
        public void uplink(UplinkSample sample) {
            synchronized (SharedRate.this) {
                if (mayLower) {
                    controller.sample(sample);
                    settle();
                }
            }
        }

        /// Takes part no more.
        public void leave() {
            synchronized (SharedRate.this) {
                members.remove(this);
                settle();
            }
        }
    }
}
