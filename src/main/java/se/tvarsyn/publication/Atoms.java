package se.tvarsyn.publication;

import java.util.Arrays;

/** Numbers of groups of persons who are alike, ascending, each once. */
final class Atoms {
    private int[] atoms = {};
    private int size;

    /** @param atom not under the last that was added */
    void add(int atom) {
        if (size > 0 && atoms[size - 1] == atom) {
            return;
        }
        if (size == atoms.length) {
            atoms = Arrays.copyOf(atoms, Math.max(4, size * 2));
        }
        atoms[size++] = atom;
    }

    int[] all() {
        return Arrays.copyOf(atoms, size);
    }
}
