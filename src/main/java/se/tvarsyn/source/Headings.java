package se.tvarsyn.source;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Where the wanted columns stand among the headings of one file.
 *
 * @param places place of each field of the layout, -1 where the column is not there
 * @param missing required columns that are not there
 * @param twice columns that are there more than once, under one heading or two
 */
record Headings(int[] places, List<String> missing, List<String> twice) {
    Headings {
        places = places.clone();
        missing = List.copyOf(missing);
        twice = List.copyOf(twice);
    }

    @Override
    public int[] places() {
        return places.clone();
    }

    /** @param found headings in comparable form ({@link ColumnSettings#normal}) */
    static Headings find(List<String> found, ColumnSettings columns) {
        List<String> fields = columns.layout().fields();
        int[] places = new int[fields.size()];
        Arrays.fill(places, -1);
        List<String> missing = new ArrayList<>();
        List<String> twice = new ArrayList<>();
        for (int field = 0; field < places.length; field++) {
            String name = fields.get(field);
            List<String> headings = columns.headings(name);
            boolean isTwice = false;
            for (int place = 0; place < found.size(); place++) {
                if (headings.contains(found.get(place))) {
                    isTwice |= places[field] >= 0;
                    places[field] = place;
                }
            }
            if (isTwice) {
                twice.add(name);
            } else if (places[field] < 0 && field < columns.required().size()) {
                missing.add(name);
            }
        }
        return new Headings(places, missing, twice);
    }
}
