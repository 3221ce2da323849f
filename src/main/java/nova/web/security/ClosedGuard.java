package nova.web.security;

import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import nova.kernel.Failure;
import nova.kernel.FailureException;

/** Before what nobody said who may call. */
final class ClosedGuard implements ContainerRequestFilter {
  @Override
  public void filter(ContainerRequestContext request) {
    throw new FailureException(new Failure.NotFound("resource"));
  }
}
