package nova.agent.pipeline;

import nova.agent.balancer.Visit;

/** Read before the request is changed: the choice must not depend on what is rewritten. */
record VisitFacts(long hashKey, long addressHash, int stickyServer, int stage, boolean repeatable)
    implements Visit {
  static final VisitFacts REPEATABLE = new VisitFacts(0, 0, NONE, NONE, true);
  static final VisitFacts ONCE = new VisitFacts(0, 0, NONE, NONE, false);
}
