package se.tvarsyn.source;

import java.io.IOException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Which person a customer number of Lifecare stands for, learnt from the rows that name both (SOURCES.md 0, fact 5). On
 * disk and enciphered, as an identity is in it, and gone with the delivery.
 */
final class LifecareCustomers implements AutoCloseable {
    /**
     * One customer. The age on a day follows from the number.
     *
     * @param number null where the rows name the person without a number
     * @param protection the mark that protects, where any row has one
     * @param isAmbiguous whether two people have the customer number
     */
    record Customer(@Nullable String number, @Nullable String protection, boolean isAmbiguous) {
        static final ReferenceStore.Packing<Customer> PACKING = new ReferenceStore.Packing<>() {
            @Override
            public void pack(Customer entity, ReferenceStore.Packer to) throws IOException {
                to.text(entity.number);
                to.text(entity.protection);
                to.flag(entity.isAmbiguous);
            }

            @Override
            public Customer unpack(ReferenceStore.Unpacker from) throws IOException {
                return new Customer(from.text(), from.text(), from.flag());
            }

            @Override
            public long modified(Customer entity) {
                return Long.MIN_VALUE;
            }
        };

        private Customer with(@Nullable String otherNumber, @Nullable String otherProtection) {
            boolean isOther = number != null && otherNumber != null && !isSameNumber(number, otherNumber);
            return new Customer(
                    number == null ? otherNumber : number,
                    isProtecting(protection) ? protection : otherProtection,
                    isAmbiguous || isOther);
        }

        /** Never the values. */
        @Override
        public String toString() {
            return "Customer";
        }
    }

    private final ReferenceStore store;
    private final ReferenceStore.Entities<Customer> customers;

    LifecareCustomers(ReferenceStore store) {
        this.store = store;
        this.customers = store.entities("customers", Customer.PACKING);
    }

    /** @param isNamed false where a row names the customer only, which tells nobody who that is */
    void learn(@Nullable String customer, @Nullable String number, @Nullable String protection, boolean isNamed) {
        if (customer == null || !isNamed) {
            return;
        }
        Customer known = customers.get(customer);
        Customer now = known == null ? new Customer(number, protection, false) : known.with(number, protection);
        if (!Objects.equals(known, now)) {
            customers.put(customer, now);
        }
    }

    /** @throws UnusableElement where nobody knows, or nobody can tell, who the customer is */
    Customer get(@Nullable String customer) throws UnusableElement {
        if (customer == null) {
            throw new UnusableElement(
                    "CustomerNumber", "missing-customer", "the source must say which customer the row is about");
        }
        Customer known = customers.get(customer);
        if (known == null) {
            throw new UnusableElement(
                    "CustomerNumber",
                    "unknown-customer",
                    "pull actualisations, investigations, decisions and services whole with it: they say who the customer"
                            + " is");
        }
        if (known.isAmbiguous()) {
            throw new UnusableElement(
                    "CustomerNumber",
                    "ambiguous-customer",
                    "two people have this customer number in the extracts; correct it in the source");
        }
        return known;
    }

    private static boolean isProtecting(@Nullable String mark) {
        return mark != null && !mark.isEmpty() && !mark.equals("false");
    }

    /** Written with or without century and dash. Two people a hundred years apart differ in twelve digits only. */
    private static boolean isSameNumber(String one, String other) {
        String a = plain(one);
        String b = plain(other);
        if (a.length() == b.length()) {
            return a.equals(b);
        }
        boolean isOneShort = a.length() == 10 && b.length() == 12;
        boolean isOtherShort = a.length() == 12 && b.length() == 10;
        return (isOneShort && b.endsWith(a)) || (isOtherShort && a.endsWith(b));
    }

    private static String plain(String number) {
        return number.replaceAll("[-+\\s{}]", "");
    }

    @Override
    public void close() {
        store.close();
    }
}
