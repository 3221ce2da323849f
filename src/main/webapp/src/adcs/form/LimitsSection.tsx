import { Card } from '../../components/Card';
import { Fold } from './Fold';
import { PlaceError } from './PlaceError';
import { SettingFields } from './SettingFields';
import { limits } from './settings';

export function LimitsSection() {
  return (
    <Card title="Limits">
      <Fold label="Limits towards visitors" pointers={['/limits']} note="empty fields take the standard">
        <PlaceError pointer="/limits" />
        <SettingFields pointer="/limits" group={limits} prune />
      </Fold>
    </Card>
  );
}
