package nova.tenants;

/** An organisation as one person sees it. */
public record Membership(Organisation organisation, Role role) {}
