package nova.kernel;

/**
 * One thing wrong with an input.
 *
 * @param pointer where, as an RFC 6901 JSON pointer into the body ("/servers/0/port"), or the name
 *     of a query parameter
 * @param code stable, for programs: "required", "out-of-range", "duplicate"
 * @param message one sentence for a person, naming the fix
 */
public record Problem(String pointer, String code, String message) {}
