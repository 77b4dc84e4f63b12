package se.tvarsyn.web.operations;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import se.tvarsyn.canonical.DocumentNames;
import se.tvarsyn.operations.DeliveryStatus;
import se.tvarsyn.operations.DeliveryStory;
import se.tvarsyn.operations.ShownDelivery;

/**
 * A delivery's story, as a page shows it.
 *
 * @param steps what happened, in its order
 * @param entities reference entities that were read: kind and number
 * @param drift how the source had changed, and what was done about it
 * @param claims what became of claims to completeness
 * @param isUnread whether nothing of it could be read: then its rejections are why, and no records wait
 * @param mend what a held or failed delivery needs; null else
 * @param command that lets a held delivery through all the same, where it is right; null where none does
 */
record StoryText(
        DeliveryText delivery,
        List<Step> steps,
        List<DeliveryText.Count> entities,
        List<Rejected> rejections,
        List<Drift> drift,
        List<Claim> claims,
        boolean isUnread,
        @Nullable String mend,
        @Nullable String command) {
    StoryText {
        steps = List.copyOf(steps);
        entities = List.copyOf(entities);
        rejections = List.copyOf(rejections);
        drift = List.copyOf(drift);
        claims = List.copyOf(claims);
    }

    /** @param link to another delivery; null = none */
    record Step(String at, String what, @Nullable String link) {}

    /** @param field "" where no single one is to blame */
    record Rejected(String reason, String code, String field, String count) {}

    /** @param count "" where only the field itself is known */
    record Drift(String entity, String field, String what, String action, String count) {}

    record Claim(String table, String window, String gone, String outcome) {}

    static StoryText of(DeliveryStory story, List<ShownDelivery> retries, OperationsWords words) {
        ShownDelivery delivery = story.delivery();
        DeliveryText text = DeliveryText.of(delivery, words);
        List<DeliveryText.Count> entities = new ArrayList<>();
        new TreeMap<>(story.entities())
                .forEach((entity, count) -> entities.add(new DeliveryText.Count(entity, words.number(count))));
        return new StoryText(
                text,
                steps(delivery, retries, words),
                entities,
                story.rejections().stream()
                        .map(r -> new Rejected(
                                words.ofCode("reason", r.reason()), r.reason(), r.field(), words.count(r.count())))
                        .toList(),
                story.drift().stream().map(d -> drift(d, words)).toList(),
                story.claims().stream().map(c -> claim(c, words)).toList(),
                isUnread(story),
                mend(story, words),
                command(story));
    }

    private static boolean isUnread(DeliveryStory story) {
        return !story.rejections().isEmpty()
                && story.delivery().counts().rejected().isNone();
    }

    private static @Nullable String mend(DeliveryStory story, OperationsWords words) {
        return switch (story.delivery().status()) {
            case HELD -> words.of("delivery.held." + heldFor(story) + ".mend");
            case FAILED -> words.of(isUnread(story) ? "delivery.unread.mend" : "delivery.failed.mend");
            default -> null;
        };
    }

    private static @Nullable String command(DeliveryStory story) {
        if (story.delivery().status() != DeliveryStatus.HELD) {
            return null;
        }
        return switch (heldFor(story)) {
            case "drift" -> "./tvarsyn run " + story.delivery().feed() + " --accept-drift";
            case "claims" -> "./tvarsyn run " + story.delivery().feed() + " --accept-removals";
            default -> null;
        };
    }

    private static String heldFor(DeliveryStory story) {
        if (story.drift().stream().anyMatch(d -> d.action().equals("freeze"))) {
            return "drift";
        }
        return story.claims().stream().allMatch(c -> c.reason().isEmpty()) ? "empty" : "claims";
    }

    private static List<Step> steps(ShownDelivery delivery, List<ShownDelivery> retries, OperationsWords words) {
        List<Step> steps = new ArrayList<>();
        steps.add(new Step(words.at(delivery.startedAt()), words.of("step.received", words.scope(delivery)), null));
        steps.add(ended(delivery, "step.", null, words));
        for (ShownDelivery retry : retries) {
            steps.add(ended(retry, "step.retry.", "/drift/delivery/" + retry.id(), words));
        }
        return steps;
    }

    private static Step ended(ShownDelivery delivery, String prefix, @Nullable String link, OperationsWords words) {
        Instant at = delivery.finishedAt();
        DeliveryStatus status = delivery.status();
        String what = words.of(
                prefix + status.code(),
                words.count(delivery.counts().accepted()),
                words.count(delivery.counts().rejected()));
        return new Step(words.atOrNone(at), what, link);
    }

    private static Drift drift(DeliveryStory.DriftFound drift, OperationsWords words) {
        return new Drift(
                drift.entity(),
                DocumentNames.safe(drift.field()),
                words.ofCode("drift", drift.change()),
                words.ofCode("drift.action", drift.action()),
                drift.records().isNone() ? "" : words.count(drift.records()));
    }

    private static String outcome(DeliveryStory.ClaimMade claim, OperationsWords words) {
        if (!claim.reason().isEmpty()) {
            return words.ofCode("claim", claim.reason());
        }
        return words.of(claim.gone().isNone() ? "claim.none" : "claim.settled");
    }

    private static Claim claim(DeliveryStory.ClaimMade claim, OperationsWords words) {
        String window = claim.from() == null || claim.to() == null
                ? words.of("claim.all")
                : words.of("scope.window", words.day(claim.from()), words.day(claim.to()));
        return new Claim(claim.table(), window, words.count(claim.gone()), outcome(claim, words));
    }
}
