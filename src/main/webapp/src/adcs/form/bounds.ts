export interface Bound {
  label: string;
  min: number;
  max: number;
  /** What the control plane takes when nothing is given. */
  standard: number;
  unit?: string;
  hint?: string;
}

type Bounds = Readonly<Record<string, Bound>>;

const ms = 'ms';

/** As in the OpenAPI document; used by the fields and by the checks. */
export const healthCheckBounds: Bounds = {
  intervalMillis: { label: 'Interval', min: 100, max: 3_600_000, standard: 5_000, unit: ms },
  timeoutMillis: { label: 'Timeout', min: 50, max: 60_000, standard: 2_000, unit: ms },
  rise: { label: 'Rise', min: 1, max: 100, standard: 2, hint: 'good checks until up' },
  fall: { label: 'Fall', min: 1, max: 100, standard: 3, hint: 'bad checks until down' },
  statusFrom: { label: 'Status from', min: 100, max: 599, standard: 200 },
  statusTo: { label: 'Status to', min: 100, max: 599, standard: 399 },
};

export const timeoutBounds: Bounds = {
  connectMillis: { label: 'Connect', min: 10, max: 60_000, standard: 2_000, unit: ms },
  firstByteMillis: { label: 'First byte', min: 10, max: 3_600_000, standard: 60_000, unit: ms },
  idleMillis: { label: 'Idle', min: 10, max: 3_600_000, standard: 60_000, unit: ms },
};

export const limitBounds: Bounds = {
  maxHeaderBytes: { label: 'Header size', min: 1_024, max: 65_536, standard: 16_384, unit: 'bytes' },
  maxHeaders: { label: 'Headers', min: 8, max: 1_000, standard: 100 },
  maxBodyBytes: {
    label: 'Body size',
    min: 0,
    max: 1_099_511_627_776,
    standard: 0,
    unit: 'bytes',
    hint: '0 = unlimited',
  },
  headerTimeoutMillis: { label: 'Header timeout', min: 100, max: 600_000, standard: 10_000, unit: ms },
  idleTimeoutMillis: { label: 'Idle timeout', min: 100, max: 3_600_000, standard: 60_000, unit: ms },
  bodyIdleTimeoutMillis: { label: 'Body idle timeout', min: 100, max: 3_600_000, standard: 30_000, unit: ms },
  maxConnections: { label: 'Connections', min: 1, max: 1_000_000, standard: 10_000 },
};

export const portBound: Bound = { label: 'Port', min: 1, max: 65_535, standard: 80 };
