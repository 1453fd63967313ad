package dev.holdpoint.events;

/** A kind of value that is recognised by what it looks like. */
public enum Detector {
    /** A payment card number with a correct Luhn digit. */
    CREDIT_CARD,
    /** An international bank account number with correct check digits. */
    IBAN,
    EMAIL,
    /** A telephone number in international form. */
    PHONE,
    /** A social security number of the United States. */
    US_SSN,
    /** A JSON web token. */
    JWT,
    /** An access key of a cloud provider or the like, by its known prefix. */
    CLOUD_KEY,
    /** A private key in PEM. */
    PRIVATE_KEY,
    /** A long word so random that it is likely to be a secret. */
    SECRET
}
