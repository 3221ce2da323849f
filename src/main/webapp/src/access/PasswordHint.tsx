import type { Strength } from './passwordStrength';

const colours = ['var(--n-line-strong)', 'var(--n-bad)', 'var(--n-warn)', 'var(--n-ok)', 'var(--n-ok)'];

export function PasswordHint({ strength }: { strength: Strength }) {
  return (
    <div>
      <div style={{ display: 'flex', gap: 4, marginBottom: 4 }} aria-hidden>
        {[1, 2, 3, 4].map((step) => (
          <span
            key={step}
            style={{
              flex: 1,
              height: 3,
              borderRadius: 2,
              background: step <= strength.level ? colours[strength.level] : 'var(--n-line)',
            }}
          />
        ))}
      </div>
      <div className="dim small" aria-live="polite">
        {strength.hint}
      </div>
    </div>
  );
}
