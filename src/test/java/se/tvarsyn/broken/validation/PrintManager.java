package se.tvarsyn.broken.validation;

import java.io.IOException;
import java.util.logging.Logger;
import se.tvarsyn.broken.cli.Words;

/** Badly named, prints, and calls the command line. */
public class PrintManager {
    public void print(IOException problem) {
        System.out.println(Words.of());
        problem.printStackTrace();
        Logger.getAnonymousLogger().info("said");
    }

    public void two() {}
}
