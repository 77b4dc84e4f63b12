package se.tvarsyn.pseudonymization;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The versions of a home's token keys: drawn for a rotation, made current, destroyed. Every act is one write of the key
 * store, and doing it twice changes nothing.
 */
public final class KeyVersions {
    private final KeyStoreFile file;

    public KeyVersions(KeyStoreFile file) {
        this.file = file;
    }

    /**
     * The domains that rotate together: a purpose takes along every feed's own (MODEL.md, Person), a feed goes alone.
     *
     * @throws WrongKey where the domain has no key
     */
    public List<String> rotatedWith(String domain) {
        KeyStoreContents contents = file.contents();
        if (contents.current(TokenDomain.checked(domain)) == null) {
            throw new WrongKey("domain " + domain + ": it has no key: name a domain that 'keys list' shows");
        }
        List<String> together = new ArrayList<>(List.of(domain));
        contents.domains().stream()
                .filter(other -> other.startsWith(domain + "/") && contents.current(other) != null)
                .forEach(together::add);
        return together;
    }

    /**
     * Draws the next version of every domain that has none drawn. No token is made with it before it is current.
     *
     * @param isChained whether its tokens are made of the current version's tokens
     */
    public void draw(Collection<String> domains, boolean isChained) throws IOException {
        file.change(next -> domains.forEach(domain -> {
            if (next.pending(domain) == null) {
                TokenKey key = file.drawn(domain, next.nextVersion(domain));
                next.put(key, file.today(), isChained, true);
            }
        }));
    }

    /** What the drawn versions do to stored tokens; of every domain that has one drawn. */
    public TokenLinks drawn() {
        KeyStoreContents contents = file.contents();
        Map<String, TokenLink> links = new HashMap<>();
        for (String domain : contents.domains()) {
            TokenKey pending = contents.pending(domain);
            TokenKey current = contents.current(domain);
            if (pending != null && current != null) {
                links.put(domain, new TokenLink(current.version(), pending));
            }
        }
        return new TokenLinks(contents.purpose(), links);
    }

    /** The keys as they are once the drawn versions are current. */
    public TokenKeys next() {
        KeyStoreContents next = file.contents().copy();
        next.domains().forEach(next::settlePending);
        return next.tokenKeys();
    }

    /** Null where there is no such version. */
    public @Nullable String checkValue(String domain, int version) {
        KeyStoreContents contents = file.contents();
        return contents.has(domain, version) ? contents.checkValue(domain, version) : null;
    }

    /** Takes the drawn versions into use. */
    public void makeCurrent(Collection<String> domains) throws IOException {
        file.change(next -> domains.forEach(next::settlePending));
    }

    /** Destroys every version of these domains that no row needs. */
    public void destroyUnused(Collection<String> domains) throws IOException {
        file.change(next -> {
            for (String domain : domains) {
                for (int version : next.versions(domain)) {
                    if (next.state(domain, version) == KeyState.UNUSED) {
                        next.retire(domain, version);
                    }
                }
            }
        });
    }

    /** Forgets versions that were drawn and never used. */
    public void forgetDrawn() throws IOException {
        file.change(next -> next.domains().forEach(domain -> {
            TokenKey pending = next.pending(domain);
            if (pending != null) {
                next.remove(domain, pending.version());
            }
        }));
    }

    /**
     * Destroys a version that no row needs. Copies in backups are the operator's to destroy.
     *
     * @throws WrongKey where the version is current, or a chain still needs it
     */
    public void destroy(String domain, int version) throws IOException {
        file.change(next -> {
            refuseNeeded(next, domain, version);
            next.retire(domain, version);
        });
    }

    /** @throws WrongKey where {@link #destroy} would refuse */
    public void refuseNeeded(String domain, int version) {
        refuseNeeded(file.contents(), domain, version);
    }

    private static void refuseNeeded(KeyStoreContents contents, String domain, int version) {
        String name = "key of domain " + TokenDomain.checked(domain) + " version " + version;
        if (!contents.has(domain, version)) {
            throw new WrongKey(name + ": there is none: name a version that 'keys list' shows");
        }
        switch (contents.state(domain, version)) {
            case CURRENT ->
                throw new WrongKey(name + " is the current one: every later load needs it: rotate the domain first");
            case INNER ->
                throw new WrongKey(name + " is an inner key: the current version is chained to it, and without it no"
                        + " load finds the rows that are there: rotate with --mode reload first");
            case PENDING ->
                throw new WrongKey(name + " was drawn by a rotation that is not finished: finish the rotation first");
            case UNUSED -> {
                // Nothing needs it.
            }
        }
    }

    /**
     * Crypto-shredding: destroys every version of a domain, and of a purpose's feeds with it. Tokens that are stored stay
     * and mean nothing any more.
     *
     * @return the domains whose keys are gone
     */
    public List<String> destroyAll(String domain) throws IOException {
        List<String> gone = new ArrayList<>();
        TokenDomain.checked(domain);
        file.change(next -> {
            for (String other : next.domains()) {
                if (other.equals(domain) || other.startsWith(domain + "/")) {
                    next.versions(other).forEach(version -> next.retire(other, version));
                    gone.add(other);
                }
            }
            if (gone.isEmpty()) {
                throw new WrongKey("domain " + domain + ": it has no key: name a domain that 'keys list' shows");
            }
        });
        return gone;
    }
}
