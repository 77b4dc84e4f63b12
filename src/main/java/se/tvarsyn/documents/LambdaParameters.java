package se.tvarsyn.documents;

import java.util.Set;
import java.util.TreeSet;
import se.tvarsyn.documents.SqlWords.Kind;
import se.tvarsyn.documents.SqlWords.Word;

/**
 * Which words of a statement are parameters of a lambda. A parameter hides the column of its name only within its own
 * lambda: a name that is hidden further out would be a column that no document shows.
 */
final class LambdaParameters {
    private final SqlWords words;
    private final Set<Integer> found = new TreeSet<>();

    private LambdaParameters(SqlWords words) {
        this.words = words;
    }

    /** Indices of the words, at the arrow and within what the lambda computes. */
    static Set<Integer> in(SqlWords words) {
        LambdaParameters parameters = new LambdaParameters(words);
        for (int i = 1; i < words.all().size(); i++) {
            if (words.at(i).isSign("->")) {
                parameters.lambda(i);
            }
        }
        return parameters.found;
    }

    private void lambda(int arrow) {
        Set<String> names = new TreeSet<>();
        boolean inBrackets = words.at(arrow - 1).isSign(")");
        for (int i = arrow - 1; i >= 0; i--) {
            if (words.at(i).kind() == Kind.NAME) {
                names.add(words.at(i).text());
                found.add(i);
            }
            if (!inBrackets || words.at(i).isSign("(")) {
                break;
            }
        }
        int end = end(arrow);
        for (int i = arrow + 1; i < end; i++) {
            if (words.beginsQuery(i)) {
                i = words.close(i);
            } else if (words.at(i).kind() == Kind.NAME
                    && names.contains(words.at(i).text())
                    && !words.at(i - 1).isSign(".")
                    && !words.at(i + 1).isSign("(")) {
                found.add(i);
            }
        }
    }

    /** A lambda ends with the comma after it, or with the bracket around it. */
    private int end(int arrow) {
        int depth = words.at(arrow).depth();
        for (int i = arrow + 1; i < words.all().size(); i++) {
            Word word = words.at(i);
            if (word.depth() < depth || (word.depth() == depth && word.isSign(","))) {
                return i;
            }
        }
        return words.all().size();
    }
}
