package se.tvarsyn.web;

import java.time.Instant;
import java.util.List;

/**
 * A release, without its figures.
 *
 * @param name the period: 2026-03, 2026-Q1, 2026-VT, 2025/26, 2026
 * @param kind month, quarter, term, school_year or year
 * @param figures how many
 * @param hidden how many of them are {@code ..}
 * @param method how they are protected, in Swedish
 * @param methodEn the same in English; empty in releases of programs that said it in Swedish only
 * @param caveats what a reader must know, in Swedish
 * @param caveatsEn the same in English; empty likewise
 */
public record ReleaseHead(
        String name,
        String kind,
        Instant at,
        long figures,
        long hidden,
        String method,
        String methodEn,
        List<String> caveats,
        List<String> caveatsEn) {
    public ReleaseHead {
        caveats = List.copyOf(caveats);
        caveatsEn = List.copyOf(caveatsEn);
    }
}
