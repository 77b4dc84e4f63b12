package se.tvarsyn.rotation;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * A campaign as it is written down.
 *
 * @param domain the domain that was asked for
 * @param step what is behind it
 * @param rotated the domains that rotate together; empty until the keys are drawn
 * @param exchanges by table; empty until the shadows are proven equal
 */
record RotationState(
        RotationMode mode, String domain, RotationStep step, List<Rotated> rotated, Map<String, Exchange> exchanges) {
    RotationState {
        rotated = List.copyOf(rotated);
        exchanges = new LinkedHashMap<>(exchanges);
    }

    static RotationState begun(RotationMode mode, String domain) {
        return new RotationState(mode, domain, RotationStep.BEGUN, List.of(), Map.of());
    }

    RotationState drawn(List<Rotated> keys) {
        return new RotationState(mode, domain, RotationStep.DRAWN, keys, Map.of());
    }

    RotationState proven(Map<String, Exchange> tables) {
        return new RotationState(mode, domain, RotationStep.PROVEN, rotated, tables);
    }

    RotationState at(RotationStep next) {
        return new RotationState(mode, domain, next, rotated, exchanges);
    }

    String command() {
        return "./tvarsyn keys rotate --domain " + domain + " --mode " + mode.code();
    }

    /**
     * One domain's step from version to version.
     *
     * @param checkValue of the version that its rows get
     */
    record Rotated(String domain, int fromVersion, int toVersion, String checkValue) {}

    /**
     * A table's identity before and after its exchange. A name changes with EXCHANGE, a table's UUID does not: so a
     * campaign that was killed between two exchanges sees which tables it has exchanged already.
     */
    record Exchange(UUID before, UUID after) {}
}
