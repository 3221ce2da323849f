/**
 * Frames as they were on the wire when they were first released, kept for good: a change of the
 * schema that cannot read them any more is a change that strands installed agents.
 */
package nova.link.golden;
