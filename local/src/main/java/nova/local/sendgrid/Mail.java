package nova.local.sendgrid;

import java.util.List;

/**
 * A caught letter.
 *
 * @param at RFC 3339
 * @param text the text/plain part, empty without one
 * @param html the text/html part, empty without one
 */
public record Mail(
    String id, String at, String from, List<String> to, String subject, String text, String html) {}
