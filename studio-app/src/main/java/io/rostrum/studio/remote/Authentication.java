package io.rostrum.studio.remote;

import com.google.gson.JsonObject;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;

/// The question to one program whether it knows the password, without the password going over the wire: the answer is
/// base64(SHA-256(base64(SHA-256(password + salt)) + challenge)).
final class Authentication {
    private static final int RANDOM_BYTES = 32;

    private final String challenge;
    private final String salt;
    private final String expected;

    Authentication(String password, String challenge, String salt) {
        this.challenge = challenge;
        this.salt = salt;
        this.expected = hash(hash(password + salt) + challenge);
    }

    /// A question that was never asked before.
    static Authentication ask(String password, SecureRandom random) {
        return new Authentication(password, random(random), random(random));
    }

    private static String random(SecureRandom random) {
        byte[] bytes = new byte[RANDOM_BYTES];
        random.nextBytes(bytes);
        return Base64.getEncoder().encodeToString(bytes);
    }

    private static String hash(String text) {
        try {
            MessageDigest sha = MessageDigest.getInstance("SHA-256");
            return Base64.getEncoder().encodeToString(sha.digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("SHA-256 is part of every Java", e);
        }
    }

    /// {@return the question as `Hello` has it}
    JsonObject question() {
        JsonObject question = new JsonObject();
        question.addProperty("challenge", challenge);
        question.addProperty("salt", salt);
        return question;
    }

    /// {@return whether this is the answer}
    boolean accepts(String answer) {
        return MessageDigest.isEqual(
                expected.getBytes(StandardCharsets.UTF_8), answer.getBytes(StandardCharsets.UTF_8));
    }

    /// {@return the one right answer}
    String expected() {
        return expected;
    }
}
