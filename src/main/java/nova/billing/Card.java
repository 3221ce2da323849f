package nova.billing;

/** The card that is charged, as far as anybody may know it. */
public record Card(String brand, String lastFour, int expiryMonth, int expiryYear) {}
