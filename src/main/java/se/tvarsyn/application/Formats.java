package se.tvarsyn.application;

import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import se.tvarsyn.source.BetygFormat;
import se.tvarsyn.source.CsvFormat;
import se.tvarsyn.source.DakFormat;
import se.tvarsyn.source.DeclaredFormat;
import se.tvarsyn.source.EdlevoFormat;
import se.tvarsyn.source.JsonFormat;
import se.tvarsyn.source.LifecareFormat;
import se.tvarsyn.source.MeitnerFormat;
import se.tvarsyn.source.SourceFormat;
import se.tvarsyn.source.Ss12000Format;
import se.tvarsyn.source.XlsxFormat;
import se.tvarsyn.source.XmlFormat;

/** The formats that a mapping file may name. */
public final class Formats {
    private Formats() {}

    public static Map<String, SourceFormat> all(Clock clock) {
        Map<String, SourceFormat> formats = new LinkedHashMap<>();
        for (SourceFormat format : List.of(
                new CsvFormat(),
                new XlsxFormat(),
                new XmlFormat(),
                new JsonFormat(),
                new DeclaredFormat(),
                new DakFormat(),
                new Ss12000Format(clock),
                new LifecareFormat(),
                new EdlevoFormat(clock),
                new BetygFormat(clock),
                new MeitnerFormat())) {
            formats.put(format.name(), format);
        }
        return formats;
    }
}
