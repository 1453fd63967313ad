package dev.holdpoint.sql;

import com.tngtech.archunit.core.importer.Location;
import dev.holdpoint.testkit.ArchitectureRules;
import java.util.Set;

class ArchitectureTest implements ArchitectureRules {
    @Override
    public Set<String> domainPackages() {
        return Set.of("dev.holdpoint.sql..");
    }

    @Override
    public boolean isOurs(Location file) {
        return !file.contains("/libpgquery/");
    }
}
