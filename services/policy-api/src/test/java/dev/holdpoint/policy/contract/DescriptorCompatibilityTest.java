package dev.holdpoint.policy.contract;

import com.google.protobuf.Descriptors.FileDescriptor;
import dev.holdpoint.policy.proto.Policy;
import dev.holdpoint.testkit.ProtocolContract;

class DescriptorCompatibilityTest implements ProtocolContract {
    @Override
    public FileDescriptor file() {
        return Policy.getDescriptor();
    }

    @Override
    public String published() {
        return "/policy.v1.txt";
    }
}
