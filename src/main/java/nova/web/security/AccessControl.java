package nova.web.security;

import static java.lang.System.Logger.Level.ERROR;

import jakarta.inject.Inject;
import jakarta.ws.rs.container.DynamicFeature;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.FeatureContext;
import java.time.InstantSource;
import nova.platform.Component;
import nova.platform.settings.HttpSettings;
import nova.tenants.Access;
import org.jspecify.annotations.Nullable;

/** Puts a guard before every resource method when the application starts. */
@Component
public class AccessControl implements DynamicFeature {
  private static final System.Logger LOG = System.getLogger(AccessControl.class.getName());
  private final Access access;
  private final Caller caller;
  private final CrossSite crossSite;
  private final InstantSource clock;

  @Inject
  public AccessControl(Access access, Caller caller, HttpSettings settings, InstantSource clock) {
    this.access = access;
    this.caller = caller;
    this.crossSite = new CrossSite(settings.publicUrl());
    this.clock = clock;
  }

  @Override
  public void configure(ResourceInfo resource, FeatureContext context) {
    Allow allow = allow(resource);
    if (allow == null) {
      LOG.log(ERROR, "Closed: {0} says nobody may call it", resource.getResourceMethod());
      context.register(new ClosedGuard());
      return;
    }
    switch (allow.value()) {
      case ANYBODY -> context.register(new StreetGuard(crossSite));
      case MEMBER -> context.register(new MemberGuard(access, caller, crossSite, clock, false));
      case PERSON -> context.register(new MemberGuard(access, caller, crossSite, clock, true));
    }
  }

  private static @Nullable Allow allow(ResourceInfo resource) {
    Allow onMethod = resource.getResourceMethod().getAnnotation(Allow.class);
    return onMethod == null ? resource.getResourceClass().getAnnotation(Allow.class) : onMethod;
  }
}
